## Ce que coûte un gramme. Pas encore relu par une personne de langue maternelle française.

prices-title = Ce que coûte un gramme
prices-nothing-yet = Le nœud ne connaît encore aucun prix. Un fichier les apporte, dont une ligne est un achat, une vente ou une offre : ce qui a été payé, pour combien de quelle substance, où et quand, et sa pureté si elle est connue.
prices-send = Envoyer un fichier
prices-reading = Lecture des prix …

prices-which = Quels prix
prices-substance = Substance
prices-all-substances = Toutes les substances
prices-place = Lieu
prices-all-places = Tous les lieux
prices-level = Niveau
prices-all-levels = Tous les niveaux
prices-currency = Monnaie
prices-per = Une ligne par
prices-per-year = année
prices-per-quarter = trimestre
prices-per-month = mois

prices-lead =
    { $lines ->
        [one] { $lines } ligne
       *[other] { $lines } lignes
    } à partir de { $figures ->
        [one] { $figures } chiffre typique
       *[other] { $figures } chiffres typiques
    }, { $currency } pour un gramme, en l’état au { $day } ; { $out ->
        [one] { $out } chiffre a été écarté
       *[other] { $out } chiffres ont été écartés
    }. Les grammes purs sont séparés des grammes tels que vendus, la base du chlorhydrate. L’intervalle est celui de la médiane à { $confidence } ; un vendeur compte une fois.
prices-none = Aucun chiffre ici n’indique un prix.
prices-show-all = Tout afficher
prices-left-out = Ce qui a été écarté, et pourquoi
prices-nothing-guessed = Rien n’est deviné : ce qui ne peut se dire pour un gramme n’est pas un prix ici.
prices-rates = Taux de change
prices-rate = { $rate } pour un euro

prices-level-farm-gate = à la ferme
prices-level-border = frontière
prices-level-wholesale = gros
prices-level-mid-level = demi-gros
prices-level-retail = détail
prices-level-online = en ligne
prices-form-base = base
prices-form-hydrochloride = chlorhydrate
prices-form-not-stated = forme non indiquée
prices-gram-pure = gramme pur
prices-gram-as-sold = gramme tel que vendu
prices-money-of = { $gram }, monnaie de { $year }
prices-span = { $low } à { $high }
prices-purity-own = propre à { $count }
prices-purity-stated = prix de la substance pure
prices-purity-strength = selon la teneur d’une dose
prices-purity-period = { $purity } %, la médiane de { $count } sur la période
prices-purity-unknown = non connue

## Le tableau.

prices-what = quoi
prices-level-form-gram = niveau, forme, gramme
prices-period = période
prices-median = médiane, { $currency }
prices-interval-drawn = intervalle dessiné
prices-scale = { $low } à { $high }, chaque décuple de même largeur
prices-interval = intervalle
prices-range = fourchette indiquée
prices-figures = chiffres
prices-purity = pureté
prices-no-interval = aucun : { $of } sur { $needed }
prices-no-median = pas de médiane
prices-median-spoken = médiane { $price } { $currency }, intervalle { $interval }
prices-range-spoken = fourchette indiquée { $range }
prices-interval-spoken = intervalle { $interval }
prices-too-few = trop peu de chiffres pour un intervalle
prices-range-only = fourchette seule
prices-deals-of =
    { $vendors ->
        [one] { $deals } de { $vendors } vendeur
       *[other] { $deals } de { $vendors } vendeurs
    }
prices-to-rows = chiffres, vers leurs lignes
prices-drawn = Point : médiane, creux quand les chiffres sont trop peu nombreux pour un intervalle. Barre : son intervalle. Trait fin : ce que les sources indiquent comme plus bas et plus haut. Les chiffres d’une ligne mènent aux lignes envoyées.
prices-more-lines =
    { $count ->
        [one] { $count } autre ligne
       *[other] { $count } autres lignes
    }

## Les chiffres derrière une ligne.

prices-figures-behind = Chiffres derrière { $line }
prices-row = ligne
prices-figure = chiffre
prices-as-stated = tel qu’indiqué
prices-a-gram = un gramme, { $currency }
prices-deal = transaction, g
prices-row-of = { $source }, ligne { $row }
prices-which-typical = typique
prices-which-low = bas
prices-which-high = haut
prices-more-figures =
    { $count ->
        [one] { $count } autre chiffre
       *[other] { $count } autres chiffres
    }
prices-reading-figures = Lecture des chiffres …

## Au fil du temps.

prices-over-time = Au fil du temps
prices-subtitle = { $level }, { $form }, { $currency } pour un { $gram }
prices-shown = Sont affichés les { $most } ayant le plus de périodes, sur { $count } ; choisissez une substance ou un lieu pour les autres.
prices-beyond = Au-delà de l’axe : { $list }.
prices-beyond-one = { $price } ({ $period })
prices-in-table = Les chiffres figurent dans le tableau ci-dessus.

## De combien un gramme coûte moins dans de plus grandes transactions.

prices-larger = Transactions plus grandes
prices-larger-note = Ce que coûte un gramme dans une transaction dix fois plus grande, d’après la médiane des pentes entre toutes les transactions de tailles différentes.
prices-less = { $percent } % de moins
prices-more = { $percent } % de plus
prices-tenfold = transaction décuple
prices-power = exposant
prices-its-interval = son intervalle
prices-sizes = tailles, g
prices-deals = transactions
prices-at = à { $deal } g, { $currency }
prices-beyond-sizes = au-delà des tailles vues
prices-too-few-deals =
    { $count ->
        [one] { $count } groupe a trop peu de transactions ou de tailles pour une remise.
       *[other] { $count } groupes ont trop peu de transactions ou de tailles pour une remise.
    }
