## Explorer : toute série, première apparition, tailles des saisies. Pas encore relu par une personne de langue maternelle française.

explore-title = Explorer
explore-views = Vues
explore-view-series = Séries
explore-view-first-seen = Première apparition
explore-view-sizes = Tailles des saisies
explore-preset-cultivation = La culture et ce qui en découle
explore-listing = Établissement de la liste de toutes les séries ; sur un grand nœud, cela prend quelques secondes …
explore-listing-as-of = Établissement de la liste de toutes les séries en l’état au { $day } ; sur un grand nœud, cela prend quelques secondes …
explore-no-series = Il n’y a pas encore de série : les séries sont faites de ce qui arrive. Envoyez d’abord un fichier avec des nombres, des quantités, des prix ou des puretés.
explore-no-series-as-of = Il n’y a pas de série en l’état au { $day } : les séries sont faites de ce qui arrive. Envoyez d’abord un fichier avec des nombres, des quantités, des prix ou des puretés.
explore-send = <a>Envoyez un fichier</a>, ou tapez <code>watchfire ingest FILE --mapping MAPPING</code>.
explore-as-of =
    En l’état au { $day }, position { $position } du registre : { $count ->
        [one] { $count } série
       *[other] { $count } séries
    }
explore-as-of-so-far =
    En l’état au { $day }, position { $position } du registre : { $count ->
        [one] { $count } série
       *[other] { $count } séries
    }, { $read } lues jusqu’ici
explore-series-read = Séries lues

## Choisir.

explore-which = Quelles séries
explore-part-substance = Substance
explore-part-place = Lieu
explore-part-indicator = Indicateur
explore-part-source = Source
explore-part-cadence = Rythme
explore-part-unit = Unité
explore-all-substance = Toutes les substances
explore-all-place = Tous les lieux
explore-all-indicator = Tous les indicateurs
explore-all-source = Toutes les sources
explore-all-cadence = Tous les rythmes
explore-all-unit = Toutes les unités
explore-clear = effacer
explore-compared = Comparées :
explore-compare-no-more = ne plus comparer
explore-fit =
    { $count ->
        [one] { $count } série correspond
       *[other] { $count } séries correspondent
    }
explore-fit-so-far =
    { $count ->
        [one] { $count } série correspond jusqu’ici
       *[other] { $count } séries correspondent jusqu’ici
    }
explore-most-compared = { $most } au plus sont comparées
explore-mark = cochez celles à comparer
explore-known = { $first } à { $last }, { $known } sur { $points } connus
explore-more-series =
    { $count ->
        [one] { $count } autre série
       *[other] { $count } autres séries
    }

## Dessiner.

explore-side-by-side = Côte à côte
explore-on-one-axis = Sur un seul axe
explore-refuses = La méthode refuse
explore-reading-figures = Lecture des chiffres …
explore-choose-point = Choisissez un point d’un graphique, ou « lignes » dans son tableau, pour voir les lignes qui sont derrière.
explore-rows-behind = Lignes derrière le point choisi
explore-several = Plusieurs séries sur un seul axe
explore-all = toutes
explore-value-in = { $series } : { $value } ({ $period })
explore-indexed = { $value } quand sa moyenne vaut 100
explore-index = Indice
explore-index-note = leurs unités diffèrent : la moyenne de chaque courbe vaut 100
explore-whole-and-parts = { $series }, le tout et ses parties
explore-figures-table = Chiffres en tableau
explore-period = période
explore-rows-of = Lignes derrière { $series }, { $period } : { $value }
explore-compare-whole = Comparer le tout avec
explore-compare = Comparer { $series } avec
explore-a-part = une de ses parties
explore-parts-counted = Ses parties (contexte, âge, sexe) sont comptées à un autre rythme ({ $cadence }) : choisissez-le pour les comparer.
explore-parts-counted-of = Les parties de { $series } sont comptées à un autre rythme ({ $cadence }) : choisissez-le pour les comparer.

## Une méthode superposée.

explore-method-over = Une méthode superposée
explore-lay-method = Superposer une méthode
explore-no-method = aucune
explore-settings-of = Réglages de { $method }
explore-yes = oui
explore-no = non
explore-usual = réglages habituels
explore-settings-mean = Ce que signifient les réglages
explore-unless-changed = { $value } sauf changement
explore-method-note = Ombré : chiffres qui ne sont pas une alerte. Ici, chaque série est jugée seule ; la liste des signaux pèse tout ce qui a été examiné et peut dire autre chose. Rien n’est enregistré.

## Première apparition.

explore-first-seen-chart = Substances selon la première période où elles ont été déclarées
explore-since-records = depuis le début des relevés, { $period }
explore-and-more = { $place } et { $count } de plus
explore-first-seen =
    { $count ->
        [one] { $count } substance ou classe déclarée pour la première fois après le début des relevés de sa source ; un point est un lieu, selon la première période avec un chiffre supérieur à zéro.
       *[other] { $count } substances et classes déclarées pour la première fois après le début des relevés de leur source ; un point est un lieu, selon la première période avec un chiffre supérieur à zéro.
    }
explore-newest = La plus récente : { $substance }, d’abord à { $place }, { $period }.
explore-hollow = Creux : déclaré là depuis le début des relevés, donc peut-être plus ancien. Un lieu qui a commencé à déclarer plus tard ressemble à un lieu où une substance est nouvelle.
explore-with-others =
    { $count ->
        [one] avec { $count } autre, déclarée depuis le début des relevés
       *[other] avec { $count } autres, déclarées depuis le début des relevés
    }
explore-more = { $count } de plus
explore-first-seen-table = En tableau, avec le chemin vers chaque série
explore-substance = substance
explore-place = lieu
explore-first-reported = première déclaration
explore-by = par
explore-none-above-zero = Aucune série correspondante n’a de chiffre supérieur à zéro. Retirez un filtre.

## Tailles des saisies.

explore-no-sizes = Le nœud ne connaît aucune saisie individuelle avec une masse. Envoyez un fichier de saisies, une ligne par saisie ; les sommes annuelles n’ont pas de taille.
explore-all-places = tous les lieux
explore-hold =
    { $count ->
        [one] { $count } saisie ({ $substance }) représente { $mass }.
       *[other] { $count } saisies ({ $substance }) représentent { $mass }.
    }
explore-half =
    { $count ->
        [one] { $share } se trouvent dans { $count } saisie de { $size } ou plus, { $part } du nombre total : une somme en kilogrammes parle de celles-ci, peu nombreuses.
       *[other] { $share } se trouvent dans { $count } saisies de { $size } ou plus, { $part } du nombre total : une somme en kilogrammes parle de celles-ci, peu nombreuses.
    }
explore-sizes-chart = Part des saisies et de la masse selon la taille
explore-of-mass = de la masse
explore-of-seizures = des saisies
explore-seizures-share =
    { $count ->
        [one] { $count } saisie, { $share }
       *[other] { $count } saisies, { $share }
    }
explore-mass-share = { $share } de la masse
explore-span = { $low } à { $high }
explore-by-size = Par taille
explore-sizes-table = Tailles en tableau
explore-size = taille
explore-seizures = saisies
explore-mass = masse
explore-by-year = Par année
explore-year = année
explore-median = médiane
explore-largest = plus grande
explore-the-largest = Les plus grandes
explore-no-seizure = Aucune saisie avec une masse n’en est connue ici.
explore-reading-seizures = Lecture des saisies …
