## Les défauts des données. Pas encore relu par une personne de langue maternelle française.

quality-title = Défauts des données
quality-faults = Défauts
quality-what-it-is = Des chiffres qui peuvent tromper : une unité confondue, un total copié, des déclarants qui s’ajoutent ou se taisent. Chaque défaut attend qu’une personne dise ce qu’il faut en faire. Aucun chiffre n’est modifié, ni par le programme ni par vous.
quality-nothing-yet = Rien n’est encore arrivé : il n’y a donc aucun défaut à chercher. Envoyez d’abord un fichier : les défauts sont cherchés après chaque fichier et attendent ici votre décision.
quality-send = <a>Envoyez un fichier</a>, ou tapez <code>watchfire ingest FILE --mapping MAPPING</code>.
quality-ask-again = Demander à nouveau
quality-reading-all = Lecture des défauts …

quality-filters = Filtres
quality-decided-or-not = Décidé ou non
quality-open = Sans décision
quality-decided = Décidés
quality-all = Tous
quality-fault = Défaut
quality-all-faults = Tous les défauts
quality-all-sources = Toutes les sources
quality-shown =
    { $count ->
        [one] { $count } défaut ici
       *[other] { $count } défauts ici
    }
quality-waiting =
    { $count ->
        [one] { $count } attend une décision au total
       *[other] { $count } attendent une décision au total
    }
quality-sources =
    { $count ->
        [one] { $count } source
       *[other] { $count } sources
    }
quality-proposed = proposé : { $treatment }
quality-keys = <kbd>j</kbd> <kbd>k</kbd> suivant et précédent, <kbd>Enter</kbd> ouvrir
quality-none-passes = Aucun défaut ne correspond à ces filtres.
quality-show-all = Tout afficher ({ $count })
quality-none-known =
    { $count ->
        [one] Aucun défaut n’est connu dans les chiffres de { $count } source. Ce que les contrôles ne voient pas, ils ne peuvent le dire.
       *[other] Aucun défaut n’est connu dans les chiffres de { $count } sources. Ce que les contrôles ne voient pas, ils ne peuvent le dire.
    }

quality-look = Examiner { $source } à nouveau
quality-look-all = Examiner toutes les sources à nouveau
quality-looking = Examen des chiffres …
quality-looked =
    { $figures ->
        [one] { $figures } chiffre examiné
       *[other] { $figures } chiffres examinés
    } : { $new ->
        [0] rien de nouveau
        [one] 1 nouveau défaut
       *[other] { $new } nouveaux défauts
    }.

## Ce qu’est chaque défaut.

quality-fault-unit-outlier = Unité ou virgule douteuse
quality-fault-repeated-period = Période qui en répète une autre
quality-fault-repeated-series = Série qui en répète une autre
quality-fault-copied-total = Total copié d’une autre année
quality-fault-total-differs = Total qui n’est pas la somme de ses parties
quality-fault-new-reporters = Déclarants qui s’ajoutent
quality-fault-lost-reporters = Déclarants qui se taisent
quality-fault-duplicate-rows = Lignes déclarées deux fois
quality-fault-truncated = Relevé qui s’arrête trop tôt
quality-fault-impossible-value = Valeur impossible
quality-fault-heaping = Quantités estimées
quality-fault-changed-definition = Définition qui change
quality-fault-under-class = Déclaré sous une classe seulement

## Ce qui peut être fait, tel que dans une phrase, et ce que cela change aux calculs.

quality-treatment-leave-out = l’écarter
quality-does-leave-out = Ses lignes ne comptent dans aucune somme, aucune série, aucun prix. Une période qu’il indique reste ouverte, ce qui n’est pas zéro.
quality-treatment-count-once = le compter une fois
quality-does-count-once = Des lignes qui disent la même chose, la première compte dans les sommes et les séries ; les autres non.
quality-treatment-use-parts = utiliser les parties
quality-does-use-parts = Le total ne compte pas ; les chiffres de ses parties comptent.
quality-treatment-new-series = commencer une nouvelle série
quality-does-new-series = Les séries de ces lieux, et de tous ceux qui les englobent, commencent après la période : les chiffres d’avant et d’après ne sont plus comparés.
quality-treatment-lower-bound = le marquer comme borne inférieure
quality-does-lower-bound = Les chiffres comptent tels quels. Qui ouvre un signal à leur sujet apprend qu’ils sont incomplets.
quality-treatment-mind = le garder et le signaler
quality-does-mind = Les chiffres comptent tels quels. Qui ouvre un signal à leur sujet apprend le défaut.
quality-does-nothing = Rien n’est fait : les chiffres comptent tels quels, et aucun signal n’en parle.

## Décider.

quality-what-is-done = Que faut-il en faire ?
quality-decision = Décision
quality-accept = <strong>Accepter :</strong> c’est un défaut, traité comme proposé : { $treatment }.
quality-reject = <strong>Ce n’est pas un défaut :</strong> le constat est rejeté.
quality-override = <strong>Décider autrement :</strong> c’est un défaut, traité d’une autre façon.
quality-instead = À la place
quality-because = Pourquoi ? Une ligne ; ne nommez personne : ces mots restent dans le registre.
quality-do-accept = Accepter
quality-do-reject = Retenir « pas un défaut »
quality-do-override = Décider autrement
quality-latest-holds = La dernière décision vaut.
quality-changes-sums = Elle change ce que la détection additionne, dès le prochain calcul ; aucune ligne enregistrée ne change.
quality-changes-nothing = Aucun chiffre et aucune ligne enregistrée ne change.
quality-decided-moves = { $verdict }, entrée { $position } du registre. La liste des signaux reste telle quelle jusqu’à la prochaine détection. Celle-ci et toutes les suivantes lisent ainsi les chiffres, quel que soit le jour demandé ; des signaux qui en dépendaient peuvent disparaître et d’autres apparaître. Les listes calculées auparavant peuvent toujours être recalculées telles qu’elles étaient.
quality-decided-stays = { $verdict }, entrée { $position } du registre. Aucun chiffre ne change à la prochaine détection : la liste des signaux reste la même ; un signal sur ces chiffres dit ce qui a été décidé.
quality-detect = Examiner chaque série maintenant
quality-detecting = Examen de chaque série …
quality-detected = Chaque série a été examinée ; la liste des signaux tient maintenant compte de la décision.
quality-to-signals = Aux signaux

quality-undecided = sans décision
quality-decided-accepted = accepté : { $treatment }
quality-decided-rejected = jugé n’être pas un défaut : les chiffres comptent tels quels
quality-decided-overridden = décidé autrement : { $treatment }
quality-verdict-accepted = accepté
quality-verdict-rejected = jugé n’être pas un défaut
quality-verdict-overridden = décidé autrement

## Un défaut.

quality-next = Défaut suivant <kbd>j</kbd>
quality-decisions = Décisions jusqu’ici
quality-holds = en vigueur, entrée { $position } du registre
quality-replaced = remplacée depuis, entrée { $position } du registre
quality-nobody-decided = Personne n’en a encore décidé. D’ici là, ses chiffres comptent tels quels.
quality-about = De quoi il s’agit
quality-source = Source
quality-indicator = Indicateur
quality-substance = Substance
quality-place = Lieu
quality-period = Période
quality-more-exactly = Plus exactement
quality-evidence = Ce qui plaide pour
quality-found-by =
    { $figures ->
        [one] Trouvé par { $method }, version { $version }, en l’état au { $day }, lors de l’examen { $look } de { $figures } chiffre.
       *[other] Trouvé par { $method }, version { $version }, en l’état au { $day }, lors de l’examen { $look } de { $figures } chiffres.
    }
quality-rows = Lignes où il a été vu
quality-row = ligne { $row }
quality-first-rows =
    { $count ->
        [one] Les { $first } premières de { $count } ligne.
       *[other] Les { $first } premières de { $count } lignes.
    }
quality-each-opens = Chacune s’ouvre telle qu’elle a été écrite.
quality-no-row = Il ne nomme aucune ligne en particulier.
quality-cannot = Ce défaut ne peut pas être affiché
quality-gone = Le dernier examen de sa source ne le trouve plus, ou ne l’a jamais trouvé.
quality-back = Retour à la liste
quality-reading = Lecture du défaut …
