## Un signal. Pas encore relu par une personne de langue maternelle française.

signal-signals = Signaux
signal-rank = rang { $rank } sur { $count }
signal-as-of = en l’état au { $day }
signal-synthetic = SYNTHÉTIQUE
signal-judged = jugé { $verdict }
signal-purposes = pour { $purposes }
signal-no-purpose = aucune finalité commune à tous ses fichiers
signal-alarms =
    { $alarms ->
        [one] Une alarme de ce signal
       *[other] { $alarms } alarmes de ce signal
    } depuis le { $day }, { $series ->
        [one] toutes dans une série
       *[other] dans { $series } séries
    }.
signal-chance-small = La probabilité que ce ne soit pas réel : { $chance }.
signal-chance-about = La probabilité que ce ne soit pas réel : environ { $chance }.
signal-no-chance = Sa méthode n’indique pas de probabilité.
signal-follow = Suivre
signal-followed = Suivi
signal-next = signal suivant <kbd>j</kbd>
signal-fact-chance = probabilité qu’il soit réel
signal-fact-onset = première alerte de la suite
signal-fact-times = de ce qui était attendu
signal-fact-looked = séries examinées ce jour-là
signal-fact-score = points sur 100
signal-series-behind = Séries derrière le signal
signal-lay-over = Superposer ce qui était connu le
signal-take-away = retirer
signal-known-on = connu le { $day }
signal-three-months = trois mois ensemble
signal-shaded = Ombré : chiffres qui ne déclenchent pas d’alerte.
signal-shown = Sont affichées { $shown } séries sur { $count }.
signal-erased = Des preuves ont été effacées depuis
signal-erased-note =
    { $count ->
        [one] { $count } envoi de ses sources a été effacé après ce calcul ; le signal a pu en dépendre.
       *[other] { $count } envois de ses sources ont été effacés après ce calcul ; le signal a pu en dépendre.
    }
signal-cannot = Ce signal ne peut pas être affiché
signal-lists-near = Listes proches de ce jour :
signal-make-list = Établir une liste pour le { $day }
signal-back = Retour à la liste
signal-reading = Lecture des preuves …

## Ce qui plaide pour et contre.

signal-weighing = Pour, contre, manquant <soft>en bits</soft>
signal-relation-same = même substance et même lieu
signal-relation-wider = une classe ou un lieu plus large
signal-relation-narrower = une partie
signal-one-alike = { $alone } fois { $count }, le plus petit de { $count } séries semblables
signal-share = Sa part de tout ce que compte la source
signal-share-note = { $before } sur { $before_of } avant, { $now } sur { $now_of } maintenant
signal-share-heard = { $before } sur { $before_of } avant, { $now } sur { $now_of } maintenant : déjà entendu plus haut
signal-share-nothing = { $before } sur { $before_of } avant, { $now } sur { $now_of } maintenant : rien contre
signal-together = Toutes les sources additionnées
signal-together-note = ce que leurs nombres disent ensemble, au-delà de ce que chacune dit
signal-prior = Avant d’avoir rien entendu
signal-prior-note = { $chance } qu’une série quelconque de cette source ait changé récemment
signal-sum = Somme
signal-sum-chance = Somme : une probabilité de { $chance }
signal-missing = Il manque : { $list }.
signal-none-missing = Chaque source qui couvre ce lieu a été entendue.
signal-not-weighed = Sa méthode ne donne pas de probabilité : rien n’a donc pu être pesé.
signal-contradicted = Il est contredit.
signal-one-row = Une ligne.
signal-heard = { $series } : { $says }
signal-speaks-for = plaide pour
signal-speaks-against = plaide contre
signal-says-little = dit peu

## Pourquoi il est à ce rang.

signal-why-ranked = Pourquoi ce rang
signal-of-most = sur { $most }
signal-score = Points

## De qui il s’agit.

signal-of-whom = De qui, et où
signal-no-parts = Sa source n’indique ni contexte, ni âge, ni sexe, ni sous-groupe, ou pas pour ce lieu : les parties sont comptées pour les pays et pour tout ce que couvre une source.
signal-column-setting = contexte
signal-column-age = âge
signal-column-sex = sexe
signal-now = maintenant
signal-before = deux ans avant
signal-more-than-before = plus qu’avant
signal-others = autres, ou non indiqué
signal-events =
    { $count ->
        [one] { $count } événement de la série principale dans ses périodes d’alerte. « Plus qu’avant » : une telle part aurait moins d’une chance sur 100 si elle n’avait pas augmenté ; une source peut aussi avoir changé ses mots.
       *[other] { $count } événements de la série principale dans ses périodes d’alerte. « Plus qu’avant » : une telle part aurait moins d’une chance sur 100 si elle n’avait pas augmenté ; une source peut aussi avoir changé ses mots.
    }

## Ce qui l’entoure.

signal-related = Signaux apparentés
signal-same-substance = même substance
signal-same-place = même lieu
signal-same-class = même classe et même pays
signal-related-rank = { $why }, rang { $rank }
signal-quality = Défauts des données qui le touchent
signal-more-faults = et { $count } de plus
signal-no-fault = Aucun défaut n’est connu dans les chiffres de cette substance et de ce lieu.
signal-in-general = De ces chiffres en général :
signal-how-found = Comment il a été trouvé

## Les lignes derrière un chiffre.

signal-rows-behind = Lignes derrière { $series }, { $period }
signal-file-and-row = fichier et ligne
signal-as-written = telle qu’écrite
signal-row-of = { $file }, ligne { $row }
signal-file-erased = le fichier a été effacé
signal-more-rows =
    { $count ->
        [one] { $count } autre ligne
       *[other] { $count } autres lignes
    }
signal-choose-another = Choisissez un autre point d’un graphique, ou une ligne de son tableau, pour voir les lignes qui sont derrière.
signal-reading-rows = Lecture des lignes …
signal-no-row = Aucune ligne n’est derrière ce chiffre.

## Ce qu’on en dit.

signal-judge = Juger
signal-judge-this = Juger ce signal
signal-what-was-it = Qu’est-ce que c’était finalement ?
signal-verdict = Verdict
signal-judge-real = Réel : quelque chose a changé sur le terrain
signal-judge-false = Faux : un artefact, ou le hasard
signal-judge-unclear = Incertain : on ne peut pas encore le dire
signal-verdict-real = réel
signal-verdict-false = faux
signal-verdict-unclear = incertain
signal-because = Pourquoi ? Ne nommez personne : ces mots restent dans le registre.
signal-keep-verdict = Enregistrer le verdict
signal-cancel = Annuler
signal-verdicts = Verdicts jusqu’ici, le dernier vaut
signal-verdict-note = Un verdict ne change aucun chiffre, score ou détecteur ; il compte combien de fois la liste avait raison.
signal-comments = Commentaires
signal-to-colleagues = Dites quelque chose à vos collègues. Ne nommez personne : cela reste dans le registre.
signal-comment = Commenter

## Ce que l’on peut emporter.

signal-take = L’emporter
signal-take-figures = Chiffres (CSV)
signal-take-picture = Image ({ $as })
signal-picture-address = L’adresse de l’image
signal-citation = Watchfire, signal { $signal } en l’état au { $day }, calcul { $run } à la position { $position } du registre, empreinte { $digest } ; sources : { $sources }.
signal-not-painted = L’image n’a pas pu être dessinée.
signal-again = Le recalculer
signal-again-now = Calculer maintenant
signal-computing = Chaque résultat est recalculé …
signal-all-same = Les { $count } donnent le même résultat au bit près.
signal-some-same = { $same } sur { $count } donnent le même résultat ; les autres dépendent de données ou d’une méthode qui ne sont plus ici.
