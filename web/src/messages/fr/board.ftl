## La liste des signaux, à la date d’un jour. Pas encore relu par une personne de langue maternelle française.

board-making = Examen de chaque série …
board-reading = Lecture de la liste …
board-signals = Signaux
board-title = Signaux au { $day }
board-filters = Filtres
board-state = État
board-state-open = Ouverts
board-state-all = Tous
board-state-real = Réels
board-state-false = Faux
board-state-unclear = Incertains
board-mine = Les miens
board-new-since = Nouveaux depuis ma dernière visite
board-substance = Substance ou classe
board-all-substances = Toutes les substances
board-place = Lieu
board-all-places = Tous les lieux
board-indicator = Indicateur
board-all-indicators = Tous les indicateurs
board-words-in = Mots d’un signal
board-words = Mots
board-count =
    { $count ->
        [one] { $count } signal ici, dont { $false } sans doute faux · calculé le { $day }
       *[other] { $count } signaux ici, dont { $false } sans doute faux · calculé le { $day }
    }
board-few = moins de 0,1
board-computed = calculé le { $day }
board-judged-apart =
    { $count ->
        [one] { $count } est jugé et ne compte pas parmi les ouverts
       *[other] { $count } sont jugés et ne comptent pas parmi les ouverts
    }
board-more = { $count } de plus
board-none-pass = Aucun signal ne correspond à ces filtres.
board-show-all = Afficher les { $count }
board-nothing-changing =
    { $count ->
        [one] Rien de ce qui a été examiné ne change. { $count } série a été examinée au { $day }.
       *[other] Rien de ce qui a été examiné ne change. { $count } séries ont été examinées au { $day }.
    }
board-aside = Où, et le signal choisi

board-alarms-since =
    { $count ->
        [one] Une alarme depuis le { $day }, dans toutes ses séries.
       *[other] { $count } alarmes depuis le { $day }, dans toutes ses séries.
    }
board-chance = La probabilité qu’il soit réel : { $chance }.
board-against = Contre : { $indicators }.
board-against-nothing = Contre : aucune série entendue ne parle contre.
board-missing = Manquent : { $indicators }.
board-doubt = Doute.
board-age = Ancien.
board-evidence = Tous les éléments

board-day = Ce qui était connu un jour donné
board-known-on = Ce qui était connu le
board-lists = Des listes existent pour { $count } jours
board-lists-span =
    { $count ->
        [one] Une liste existe pour un jour, le { $from }
       *[other] Des listes existent pour { $count } jours, du { $from } au { $to }
    }
board-day-alarms =
    { $count ->
        [one] { $day } : { $count } alerte
       *[other] { $day } : { $count } alertes
    }
board-list-before = La liste précédente
board-list-after = La liste suivante
board-latest = la plus récente <kbd>t</kbd>

board-not-for-you = Il n’y a rien pour vous
board-not-for-you-why = Rien n’est arrivé que vos rôles montrent pour cette finalité : { $purpose }. Une autre de vos finalités en montre peut-être plus ; la personne qui gère le nœud donne les rôles et les finalités.
board-empty = Rien n’est encore arrivé
board-empty-why = Ce nœud n’a pas de chiffres. Envoyez-lui un tableau tel qu’il est sur votre disque ; il propose comment le lire.
board-send-first = Envoyer le premier fichier
board-a-minute = Cela peut prendre une minute sur un grand nœud.
board-no-list-for = Aucune liste n’a été établie pour le { $day }
board-no-list = Aucune liste n’a encore été établie
board-can-look-then = Le nœud peut examiner chaque série telle qu’elle était connue ce jour-là, et rien de ce qui a suivi.
board-can-look-now = Le nœud peut examiner chaque série maintenant.
board-make = Établir la liste

board-looked =
    { $count ->
        [one] { $count } série examinée
       *[other] { $count } séries examinées
    }
board-looked-of =
    { $count ->
        [one] { $part } série sur { $count } examinée
       *[other] { $part } séries sur { $count } examinées
    }
board-why-not =
    { $not ->
        [one] { $looked } ; { $not } série ne l’est pas : pourquoi
       *[other] { $looked } ; { $not } séries ne le sont pas : pourquoi
    }
board-why-held =
    { $held ->
        [one] { $looked } ; { $held } entrée retenue : pourquoi
       *[other] { $looked } ; { $held } entrées retenues : pourquoi
    }
board-why-both =
    { $not ->
        [one] { $looked } ; { $not } série ne l’est pas, { $held ->
            [one] { $held } entrée retenue : pourquoi
           *[other] { $held } entrées retenues : pourquoi
        }
       *[other] { $looked } ; { $not } séries ne le sont pas, { $held ->
            [one] { $held } entrée retenue : pourquoi
           *[other] { $held } entrées retenues : pourquoi
        }
    }
board-too-short =
    { $count ->
        [one] { $count } série est trop courte, ou rien n’y bouge.
       *[other] { $count } séries sont trop courtes, ou rien n’y bouge.
    }
board-silent =
    { $count ->
        [one] { $count } série n’a pas de chiffre depuis plus de 18 mois.
       *[other] { $count } séries n’ont pas de chiffre depuis plus de 18 mois.
    }
board-silent-are =
    { $count ->
        [one] { $count } série n’a pas de chiffre depuis plus de 18 mois ; se taisent { $sources }.
       *[other] { $count } séries n’ont pas de chiffre depuis plus de 18 mois ; se taisent { $sources }.
    }
board-silent-source = { $source } ({ $indicator }, dernier le { $day })
board-not-kept = Le nombre de séries de sources qui se taisent et les entrées retenues n’ont pas été conservés avec cette liste.
board-held =
    { $count ->
        [one] { $count } entrée a été retenue : une entrée demande une probabilité d’être réelle d’un demi, d’un dixième pour un opioïde, ou trois alertes récentes.
       *[other] { $count } entrées ont été retenues : une entrée demande une probabilité d’être réelle d’un demi, d’un dixième pour un opioïde, ou trois alertes récentes.
    }
board-its-series = { $name } : sa série
board-held-chance = probabilité qu’il soit réel : { $chance }
board-no-chance = aucune probabilité ne peut être donnée
board-looked-not-kept = { $looked } ; des sources qui se taisent et des entrées retenues, rien n’a été conservé avec cette liste

board-followed-signals = Ce que vous suivez
board-since-visit = Depuis votre dernière visite
board-close = fermer
board-notice-gone = n’est plus sur cette liste
board-notice-alarm = a une nouvelle alerte, jusqu’au { $day }
board-notice-rests =
    { $count ->
        [one] repose maintenant sur { $count } alerte, { $before } auparavant
       *[other] repose maintenant sur { $count } alertes, { $before } auparavant
    }
board-notice-open = est de nouveau ouvert
board-notice-judged-real = a été jugé réel
board-notice-judged-false = a été jugé faux
board-notice-judged-unclear = a été jugé incertain
board-notice-both = { $one } et { $other }

board-new = NOUVEAU
board-synthetic = SYNTHÉTIQUE
board-followed = suivi
board-since = depuis le { $day }
board-last-alarm = dernière alarme { $day }
board-last-alarm-months =
    { $months ->
        [one] dernière alarme { $day }, { $months } mois avant cette liste
       *[other] dernière alarme { $day }, { $months } mois avant cette liste
    }
board-speaks-against = parle contre
board-last-periods = Les { $count } dernières périodes : { $says }
board-chance-real = probabilité qu’il soit réel
board-direction-rise = hausse
board-direction-fall = baisse
board-direction-new = nouveau
board-is-open = Ouvert
board-judged-real = Jugé réel
board-judged-false = Jugé faux
board-judged-unclear = Jugé incertain
board-score = points { $score }
