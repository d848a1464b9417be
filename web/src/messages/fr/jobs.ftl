## Ce à quoi le nœud travaille. Pas encore relu par une personne de langue maternelle française.

jobs-title = Tâches
jobs-what-it-is = Le travail qui prend du temps continue en arrière-plan, même quand aucune page n’est ouverte et après un redémarrage du nœud. Rien n’est fait deux fois.
jobs-asked-again = La question est posée à nouveau.
jobs-none = Rien n’a encore été demandé à ce nœud. <send>Envoyez un fichier</send> ; lancez ensuite une détection ici.
jobs-under-way =
    { $count ->
        [0] Rien n’est en cours.
        [one] { $count } tâche est en cours.
       *[other] { $count } tâches sont en cours.
    }
jobs-newer = Plus récentes
jobs-older = Plus anciennes

jobs-ask = Demander un travail
jobs-as-known = État connu au
jobs-nothing-later = et rien de plus récent
jobs-today = aujourd’hui, si vide
jobs-start-detection = Lancer une détection
jobs-start-look = Chercher les défauts des données
jobs-prove = Prouver le nœud
jobs-prove-note = Chaque signature, empreinte et fichier, dans leur état actuel
jobs-begun = La tâche { $job } a commencé.

jobs-kind-submission = Lecture et enregistrement d’un fichier
jobs-kind-drop = Lecture d’un fichier du dossier de dépôt
jobs-kind-preview = Essai d’un fichier
jobs-kind-coverage = Recherche des noms d’un fichier
jobs-kind-proposal = Proposition d’une correspondance
jobs-kind-look = Recherche des défauts des données
jobs-kind-detection = Détection
jobs-kind-backtest = Relecture du passé
jobs-kind-reproduction = Nouveau calcul d’un signal
jobs-kind-verification = Preuve du nœud
jobs-kind-checkup = Recherche des restes d’un arrêt brutal
jobs-kind-retention = Effacement de ce qui est arrivé à son terme

jobs-asked-request = sur demande
jobs-asked-submission = après l’enregistrement d’un fichier
jobs-asked-schedule = selon l’horaire
jobs-asked-drop-folder = depuis le dossier de dépôt

jobs-as-of = état au { $day }
jobs-since = depuis le { $day }
jobs-of = de { $source }
jobs-part = partie { $part }
jobs-events = pour { $count } événements connus
jobs-by-day = par jour
jobs-by-week = par semaine
jobs-by-month = par mois
jobs-by-quarter = par trimestre
jobs-by-year = par année

jobs-when = { $when }, { $reason }
jobs-under-a-second = moins d’une seconde
jobs-seconds = { $count } s
jobs-minutes = { $count } min
jobs-hours = { $count } h
jobs-tries = commencée { $count } fois
jobs-number = tâche { $job }
jobs-stop = Arrêter
jobs-failed = Échec.
jobs-stopped = Arrêtée : rien de plus n’a été enregistré.
jobs-done = Terminée
jobs-less = Moins
jobs-result = Ce qui en est résulté

jobs-file =
    { $rows ->
        [one] { $rows } ligne lue
       *[other] { $rows } lignes lues
    }, { $accepted } acceptées ; { $facts ->
        [one] { $facts } fait.
       *[other] { $facts } faits.
    }
jobs-submission = L’envoi
jobs-faults =
    { $count ->
        [one] { $count } nouveau défaut des données.
       *[other] { $count } nouveaux défauts des données.
    }
jobs-all-faults = Tous les défauts
jobs-not-looked = Les défauts des données n’ont pas été cherchés.
jobs-run = { $series } séries examinées, dont { $not } non évaluables ; { $findings ->
        [one] { $findings } constat.
       *[other] { $findings } constats.
    }
jobs-list-of = La liste du { $day }
jobs-proven =
    { $entries ->
        [one] { $entries } entrée
       *[other] { $entries } entrées
    } du registre et { $files ->
        [one] { $files } fichier
       *[other] { $files } fichiers
    } prouvés ; { $wrong ->
        [0] rien n’est faux.
        [one] { $wrong } erreur.
       *[other] { $wrong } erreurs.
    }
jobs-root = Racine : <code>{ $root }</code>
jobs-audit-head = Tête du journal : <code>{ $head }</code>
jobs-wrong =
    { $count ->
        [0] Rien n’est faux.
        [one] { $count } erreur.
       *[other] { $count } erreurs.
    }
jobs-same =
    { $count ->
        [one] { $same } constat sur { $count } est identique au bit près.
       *[other] { $same } constats sur { $count } sont identiques au bit près.
    }
jobs-signal = Le signal
jobs-in-time =
    { $count ->
        [one] { $raised } événement sur { $count } signalé à temps ; { $others } autres signaux par an.
       *[other] { $raised } événements sur { $count } signalés à temps ; { $others } autres signaux par an.
    }
jobs-proposed =
    { $rows ->
        [one] { $rows } ligne sur { $tried } peut être lue comme proposé.
       *[other] { $rows } lignes sur { $tried } peuvent être lues comme proposé.
    }
