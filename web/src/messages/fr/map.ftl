## Les cartes des lieux des signaux. Pas encore relu par une personne de langue maternelle française.

map-label = Carte des signaux de la liste
map-where-relation =
    { $first ->
        [0] Où : chiffres par rapport à l’attendu, par région
       *[other] Où : chiffres par rapport à l’attendu, par région, pour les { $first } premiers
    }
map-where-countries =
    { $first ->
        [0] Où : la probabilité du signal le plus sûr, par pays
       *[other] Où : la probabilité du signal le plus sûr, par pays, pour les { $first } premiers
    }
map-where-regions =
    { $first ->
        [0] Où : la probabilité du signal le plus sûr, par pays ou région
       *[other] Où : la probabilité du signal le plus sûr, par pays ou région, pour les { $first } premiers
    }
map-europe = Europe
map-world = Monde
map-times = { $times } fois l’attendu ({ $period })
map-not-here =
    { $more ->
        [0] Pas sur cette carte : { $places }.
       *[other] Pas sur cette carte : { $places } et { $more } de plus.
    }
map-credit = Régions : <from>{ $source }</from> ; <under>{ $licence }</under>.
