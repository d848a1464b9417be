## À quoi se voit un défaut des données ; en anglais, le nœud l’écrit. Pas encore relu par une personne de langue maternelle française.

## À quoi se voit un défaut

faults-bound = limite
faults-compared = comparés
faults-compared-with = comparé à
faults-equal = égaux
faults-share-of-equal-figures = part de chiffres égaux
faults-usual-share-of-two-periods = part habituelle pour deux périodes
faults-events-a-month = événements par mois
faults-events-a-month-afterwards = événements par mois ensuite
faults-events-of-all = événements de tous
faults-events-of-theirs = leurs événements
faults-events-that-name-a-substance-of-it = événements qui en nomment une substance
faults-events-they-tell-again = événements déclarés une nouvelle fois
faults-events-under-the-class-alone = événements sous la classe seule
faults-share-under-the-class = part sous la classe
faults-last-page = dernière page
faults-categories-that-end-at-that-page = catégories qui finissent à cette page
faults-median = médiane
faults-new-places-a-month = nouveaux lieux par mois
faults-places = lieux
faults-places-a-month-afterwards = lieux par mois ensuite
faults-places-in-all = lieux au total
faults-places-that-report-in-the-first-month = lieux qui déclarent le premier mois
faults-standard-deviations-below = écarts types en dessous
faults-share-of-all-events = part de tous les événements
faults-next-lower = valeur inférieure suivante
faults-times-the-next-lower = multiple de la valeur inférieure suivante
faults-parts-that-state-a-figure = parties qui donnent un chiffre
faults-parts-without-a-figure = parties sans chiffre
faults-periods-in-which-the-parts-make-the-total = périodes où les parties font le total
faults-sum-of-its-parts = somme des parties
faults-total = total
faults-robust-score = écart robuste
faults-robust-score-of-a-thousandth-of-it = écart robuste d’un millième de cette valeur
faults-round-values = valeurs rondes
faults-share-of-round-values = part de valeurs rondes
faults-values = valeurs
faults-value = valeur
faults-rows-that-repeat-an-earlier-one = lignes qui en répètent une précédente
faults-share-of-all-rows = part de toutes les lignes
faults-such-as = par exemple
faults-places-its-events-would-come-from-if-all-reported = lieux d’où viendraient les événements si tous déclaraient
