## Was die mitgelieferten Regeln sagen; auf Englisch schreibt es der Knoten. Es gilt die Regel selbst. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

## Die mitgelieferten Regeln

rules-own-purposes = Niemand handelt für einen Zweck, den das eigene Konto nicht nennt.
rules-purpose-wall = Informationen sind nur für die Zwecke da, für die sie übergeben wurden: Was der Gesundheit dient, ist nicht für die Polizeiarbeit da, und umgekehrt.
rules-people-in-contact-with-services = Was Menschen betrifft, die mit Gesundheits- oder Sozialdiensten in Kontakt sind, ist für Zoll und Polizei nie da, welchen Zweck sie auch nennen.
rules-suspects-and-victims = Was Verdächtige, Opfer, Zeuginnen und Zeugen oder Kontaktpersonen betrifft, ist nur für Polizei, Zoll und Bewertung da.
rules-amber-within-the-organisation = Was mit TLP:AMBER+STRICT oder TLP:RED gekennzeichnet ist, ist nur für Personen der Organisation da, die es eingeliefert hat.
rules-red-stays = Was mit TLP:RED gekennzeichnet ist, wird nicht aus dem Knoten mitgenommen.
rules-no-dissemination-without-permission = Was den Bearbeitungscode H2 oder H3 trägt, wird nicht aus dem Knoten mitgenommen.
rules-crime-only = Was den Bearbeitungscode H0 trägt, ist nur da, um Straftaten zu verhüten und zu bekämpfen.
rules-restricted-within-the-organisation = Was als „restricted“ eingestuft ist, ist nur für Personen der Organisation da, die es eingeliefert hat.
rules-nothing-confidential = Was als vertraulich oder geheim eingestuft ist, ist für niemanden da: Ein Knoten ist dafür nicht zugelassen.
rules-analysts-and-assessors = Analyse und Bewertung lesen, suchen und zählen Informationen, nehmen sie mit und entscheiden über sie.
rules-laboratories = Labore lesen, suchen und zählen Informationen, die niemanden oder Verstorbene betreffen, nehmen sie mit und entscheiden über sie.
rules-customs-and-police = Zoll und Polizei lesen, suchen und zählen Informationen, nehmen sie mit und entscheiden über sie.
rules-partners = Partner lesen, suchen und zählen Informationen, die mit TLP:CLEAR oder TLP:GREEN gekennzeichnet sind und niemanden betreffen.
rules-partners-take-out = Partner nehmen mit, was veröffentlicht werden darf.
rules-administrators = Wer die Rolle Betrieb hat, betreibt den Knoten; die Rolle allein zeigt keine Informationen.
rules-supervisors = Die Aufsicht sieht, wer sich was angesehen hat und warum jemand es nicht durfte; die Rolle allein zeigt keine Informationen.
