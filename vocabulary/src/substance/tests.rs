use super::*;
#[test]
fn smoke() {
    let s = Substances::shipped();
    for t in [
        "Heroin/Fentanyl",
        "fentanyl + xylazine",
        "heroin and cocaine",
        "Meth/Amphetamine",
        "Heroin/Morph/Codeine",
        "Other Drugs**",
        "Khat (Catha Edulis)",
    ] {
        println!("{t}: {:?}", s.resolve(t));
    }
    println!("{:?}", s.find_in_text("Acute Intoxication by the Combined Effects ofFentnayl, Acetyl Fentanyl, and para-fluorobutytyl fentanyl with Doxylamine"));
}
