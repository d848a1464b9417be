## Pourquoi un signal a son score ; en anglais, le nœud l’écrit. Pas encore relu par une personne de langue maternelle française.

## Les parties du score

reasons-part-potency = puissance
reasons-part-harm = dommage
reasons-part-reach = portée
reasons-part-novelty = nouveauté
reasons-part-growth = croissance
reasons-part-confidence = confiance
reasons-part-actionability = possibilité d’agir
reasons-part-doubt = doute
reasons-part-age = ancienneté

## À quel point la substance tue

reasons-potency-fentanyl-markers = une trace d’usage ou un antidote
reasons-potency-fentanyl-analogues = un opioïde si puissant que des personnes qui ne s’y attendent pas en meurent
reasons-potency-fentanyls = à peine moins puissant, et mieux connu des personnes qui consomment et des services
reasons-potency-codeine = un opioïde qui tue rarement à lui seul
reasons-potency-new-synthetic-opioids = un opioïde qui tue souvent des personnes qui n’y sont pas habituées
reasons-potency-alpha-2-agonists = souvent pris sans le savoir, avec des opioïdes ; la naloxone n’en inverse pas l’effet
reasons-potency-opioids = les opioïdes ralentissent la respiration
reasons-potency-cathinones = une nouvelle substance dont la dose et les dommages sont peu connus
reasons-potency-barbiturates = il y a peu entre l’effet et le coma
reasons-potency-sedatives = tue surtout avec des opioïdes ou après un long usage
reasons-potency-cannabinoids = tue rarement
reasons-potency-medicines = pas une drogue préoccupante en elle-même
reasons-potency-unknown = ne figure dans aucune classe du tableau

## La gravité d’un événement

reasons-harm-drug-checking-samples = ce que des personnes s’apprêtent à prendre
reasons-harm-escape-syringe-residues = ce que des personnes ont injecté
reasons-harm-death = un décès
reasons-harm-acute-harm = une personne a eu besoin d’aide immédiatement
reasons-harm-burden = une personne a besoin d’un traitement ou a une infection
reasons-harm-exposure = la drogue est présente ou consommée
reasons-harm-context = pas un dommage en soi
reasons-harm-unknown = un indicateur absent du tableau
reasons-harm-good-news = l’indicateur évolue dans le sens qui n’inquiète pas
reasons-harm-of = { $indicator } : { $reason }

## Ce que disent les chiffres

reasons-reach-amount = une quantité ne dit pas combien de personnes sont concernées
reasons-reach-more = { $events } de plus qu’attendu sur les périodes en alerte
reasons-reach-fewer = { $events } de moins qu’attendu sur les périodes en alerte
reasons-novelty-known = déjà connu ici
reasons-novelty-expected = { $a_month } par mois étaient attendus
reasons-novelty-began =
    { $days ->
        [one] cela a commencé { $days } jour avant la fin de la dernière alerte
       *[other] cela a commencé { $days } jours avant la fin de la dernière alerte
    }
reasons-growth-rise = { $times } fois ce qui était attendu
reasons-growth-fall = { $times } fois autant était attendu
reasons-growth-boundless = tout multiple de ce qui était attendu
reasons-growth-one-added = un événement ajouté aux deux

## Le degré de certitude

reasons-confidence-chance =
    { $series ->
        [one] réel avec une probabilité de { $chance }, d’après une série
       *[other] réel avec une probabilité de { $chance }, d’après { $series } séries
    }
reasons-confidence-unknown = un premier signalement, ou un historique trop court pour une probabilité
reasons-doubt-together = substances déclarées ici par la source qui évoluent ensemble : { $moved } sur { $could }
reasons-doubt-reporting = les déclarations ont-elles changé ?
reasons-doubt-few = trop peu pour un changement de déclaration
reasons-doubt-small = une part trop petite pour un changement de déclaration
reasons-age-ended =
    { $days ->
        [one] la dernière alerte s’est terminée { $days } jour avant le jour de la liste
       *[other] la dernière alerte s’est terminée { $days } jours avant le jour de la liste
    }
reasons-age-old = les chiffres de ce calendrier sont anciens après { $days } jours
reasons-age-fresh = les chiffres de ce calendrier sont récents pendant { $days } jours

## Si quelqu’un peut encore agir

reasons-fresh-day = cela date de cette semaine
reasons-fresh-week = cela date de ces semaines
reasons-fresh-month = cela date de ces mois
reasons-fresh-quarter = cela a six mois en arrivant
reasons-fresh-year = cela date de l’année précédente ou d’avant
reasons-fresh-old = la dernière alerte s’est terminée { $days } jours avant le jour de la liste
reasons-fresh-unknown = cela n’a pas de calendrier
reasons-near-world = personne ne peut agir pour le monde
reasons-near-bloc = ce sont les membres qui agissent, non l’ensemble
reasons-near-country = une autorité peut agir pour un pays
reasons-near-part = les services sur place peuvent agir aussitôt
reasons-near-unknown = un type de lieu absent du tableau
reasons-specific-class = une classe doit d’abord être examinée
reasons-specific-substance = une substance peut être nommée
reasons-both = { $one } ; { $other }
