## Les méthodes et leurs réglages ; en anglais, le nœud les écrit. Pas encore relu par une personne de langue maternelle française.

## Méthodes : leurs noms

methods-title-farringtonFlexible = Même saison des années précédentes (Farrington, amélioré)
methods-title-farrington-flexible = Même saison des années précédentes (Farrington, amélioré)
methods-title-earsC = Les quelques périodes précédentes (EARS)
methods-title-ears-c2 = Les quelques périodes précédentes (EARS)
methods-title-algo-farrington = Mêmes semaines des années précédentes (Farrington 1996)
methods-title-algo-cusum = Somme des excès (CUSUM)
methods-title-algo-glrpois = Moyenne modifiée d’effectifs (GLR, Poisson)
methods-title-algo-glrnb = Moyenne modifiée d’effectifs dispersés (GLR)
methods-title-algo-rki = Moyenne de quelques semaines (RKI)
methods-title-algo-bayes = Prévision à partir de quelques semaines (Bayes)
methods-title-step = Saut par rapport au niveau antérieur
methods-title-trend = Tendance qui se maintient
methods-title-drift = Tendance qui se maintient
methods-title-changePoint = Moment du changement (Pettitt)
methods-title-onset = Début d’une flambée
methods-title-residualEwma = Moyenne pondérée de l’inattendu (EWMA)
methods-title-residual-ewma = Moyenne pondérée de l’inattendu (EWMA)
methods-title-residualCusum = Somme de l’inattendu (CUSUM)
methods-title-firstSeen = Premiers signalements
methods-title-first-seen = Premiers signalements
methods-title-onlineChange = Changement de niveau à mesure que les chiffres arrivent
methods-title-online-change = Changement de niveau à mesure que les chiffres arrivent
methods-title-nowcast = Ce que les effectifs atteindront
methods-title-scan = Regroupements de lieux
methods-title-subsetScan = Groupes de lieux qui augmentent ensemble
methods-title-sustained = Quatre semaines ensemble, comparées à leur passé
methods-title-share = Part de tout ce que la source compte

## Méthodes : ce qu’elles font

methods-summary-farringtonFlexible = Compare un effectif à la même saison des années précédentes par une régression quasi-Poisson où les flambées passées pèsent moins.
methods-summary-earsC = Compare un effectif à la moyenne et à la dispersion des quelques périodes précédentes.
methods-summary-algo-farrington = Compare un effectif aux mêmes semaines des années précédentes par une régression quasi-Poisson : la méthode de 1996 avec les erreurs types publiées.
methods-summary-algo-cusum = Additionne ce dont les effectifs dépassent l’attendu et donne l’alerte quand la somme est élevée.
methods-summary-algo-glrpois = Demande si la moyenne d’effectifs de Poisson a changé d’un facteur depuis une semaine antérieure quelconque.
methods-summary-algo-glrnb = La même chose pour des effectifs suivant une loi binomiale négative, dont la dispersion est donnée ou ajustée.
methods-summary-algo-rki = Compare un effectif à la moyenne de quelques semaines : les précédentes ou les mêmes des années antérieures.
methods-summary-algo-bayes = Compare un effectif à ce que prédisent les effectifs de Poisson de quelques semaines.
methods-summary-step = Compare le dernier chiffre d’une série courte au niveau des précédents et à leur façon d’évoluer ; dans les deux sens, effectifs ou quantités, à partir de 5 chiffres.
methods-summary-trend = Demande si une série courte va durablement dans un sens : d’après l’ordre de ses chiffres ou la moyenne de leurs variations ; à partir de 5 chiffres.
methods-summary-changePoint = Trouve le moment avant lequel les chiffres d’une série courte étaient plus bas, ou plus hauts, qu’après ; avec alpha 0,01, à partir de 10 chiffres.
methods-summary-onset = Demande, avec une valeur p exacte, si une flambée a commencé dans cette période ou dans la précédente ; trouve plus de flambées que farringtonFlexible pour autant de fausses alertes ; à partir de 2 ans.
methods-summary-residualEwma = Fait la moyenne des écarts à un modèle, le plus récent pesant le plus, de sorte qu’une dérive trop faible pour une seule période apparaisse ; dans les deux sens.
methods-summary-residualCusum = Additionne, dans les deux sens, les écarts à un modèle au-delà d’une valeur de référence et recommence après une alerte.
methods-summary-firstSeen = Dit quand une chose a été signalée qui ne l’était pas auparavant et, d’après les signalements depuis, avec quelle probabilité elle se répand.
methods-summary-onlineChange = Donne la probabilité que le niveau d’une série continue (prix, pureté, eaux usées) ait changé récemment ; connaît les erreurs d’échantillonnage et les valeurs sous la limite de quantification.
methods-summary-nowcast = Dit, avec un intervalle, combien d’événements des dernières périodes auront finalement été déclarés ; apprend, des jours où les événements ont eu lieu et ont été déclarés, avec quel retard viennent les déclarations.
methods-summary-scan = Demande où, et sur lesquelles des dernières périodes, il y a plus de cas qu’ailleurs ou que prévu : des cercles de lieux de toute taille, avec des valeurs p par simulation.
methods-summary-subsetScan = La même chose pour des groupes de lieux voisins, de toute forme, et pour des groupes de sous-groupes ; le groupe le plus probable.

## Réglages des méthodes

methods-setting-b = Années en arrière
methods-setting-w = Semaines de chaque côté
methods-setting-reweight = Les flambées passées pèsent moins
methods-setting-weightsThreshold = Flambée à partir de cet excès
methods-setting-alpha = Probabilité d’une fausse alerte
methods-setting-trend = Tendance
methods-setting-pThresholdTrend = Garder la tendance sous p =
methods-setting-limit54 = Nombre minimal de cas
methods-setting-powertrans = Transformation
methods-setting-populationOffset = Selon la population
methods-setting-noPeriods = Saisons par an
methods-setting-pastWeeksNotIncluded = Dernières périodes omises
methods-setting-thresholdMethod = Borne
methods-setting-method = Variante
methods-setting-baseline = Périodes de comparaison
methods-setting-minSigma = Dispersion minimale
methods-setting-k = Excès qui s’ajoute à la somme
methods-setting-h = Alerte à partir de cette somme
methods-setting-m = Effectifs attendus
methods-setting-trans = Standardisation
methods-setting-c-ARL = Alerte à partir de cette statistique
methods-setting-mu0 = Moyenne antérieure
methods-setting-Mtilde = Semaines minimales depuis le changement
methods-setting-M = Semaines en arrière au plus
methods-setting-change = Type de changement
methods-setting-theta = Facteur, s’il est connu
methods-setting-dir = Sens
methods-setting-ret = La borne montre
methods-setting-search = Recherche
methods-setting-actY = Les semaines juste avant comptent
methods-setting-scale = Effectifs ou quantités
methods-setting-model = Ce que faisait le passé
methods-setting-recent = Dernières périodes ensemble
methods-setting-leastBaseline = Nombre minimal de chiffres antérieurs
methods-setting-longestBaseline = Périodes antérieures au plus
methods-setting-leastDispersion = Surdispersion minimale
methods-setting-leastLogSpread = Dispersion minimale des quantités
methods-setting-leastFigures = Nombre minimal de chiffres
methods-setting-longest = Périodes en arrière au plus
methods-setting-mode = Précoce ou sûr
methods-setting-yearsBack = Années en arrière au plus
methods-setting-leastYears = Nombre minimal d’années
methods-setting-recentExcluded = Dernières périodes omises
methods-setting-previousWeight = Poids de la période précédente
methods-setting-pastOutbreaks = Part de flambées passées
methods-setting-minimumCases = Nombre minimal de cas
methods-setting-residuals = L’inattendu, selon
methods-setting-weight = Poids du plus récent
methods-setting-limit = Alerte à partir de cette moyenne
methods-setting-largestResidual = Plus grand excès compté
methods-setting-reference = Excès qui s’ajoute à la somme
methods-setting-decision = Alerte à partir de cette somme
methods-setting-leastHistory = Historique minimal
methods-setting-priorShape = Forme de l’hypothèse initiale
methods-setting-priorPeriods = Poids de l’hypothèse initiale
methods-setting-spreadingRate = Propagation au-delà de
methods-setting-alarmAbove = Alerte au-delà de cette probabilité
methods-setting-meanRun = Périodes entre les changements
methods-setting-lowestLevel = Niveau le plus bas
methods-setting-highestLevel = Niveau le plus haut
methods-setting-leastSpread = Dispersion minimale
methods-setting-greatestSpread = Dispersion maximale
