## Ce qui a été envoyé, et un fichier en cours d’envoi. Pas encore relu par une personne de langue maternelle française.

submit-title = Envois
submit-send-a-file = Envoyer un fichier
submit-reading-log = Lecture du registre …
submit-none = Rien n’a encore été reçu. Envoyez un tableau tel qu’il est sur votre disque : le nœud propose comment le lire, vous décidez.
submit-in-log =
    { $count ->
        [one] { $count } entrée
       *[other] { $count } entrées
    } dans le registre : des fichiers, et ce qui en a été dit plus tard. Rien n’est modifié sur place.
submit-day = jour
submit-what = quoi
submit-source = source
submit-rows-column = lignes
submit-accepted = acceptées
submit-rejected = rejetées
submit-handling = traitement
submit-it = état
submit-file-without-name = un fichier sans nom
submit-file-without-name-title = Un fichier sans nom
submit-earlier-file = un fichier antérieur
submit-erased-on = effacé le { $day }
submit-erased = effacé
submit-withdrawn = retiré
submit-stands = valable
submit-entry-withdrawal = <entry>Retrait</entry> de <file>un fichier</file> : <reason>le motif</reason>
submit-entry-erasure = <entry>Effacement</entry> de <file>un fichier</file> : <reason>le motif</reason>
submit-entry-decision = <entry>Décision</entry> sur <fault>un défaut des données</fault> : { $verdict }. <reason>le motif</reason>
submit-entry-comment = <entry>Commentaire</entry> sur <signal>un signal</signal> : <reason>les mots</reason>
submit-entry-verdict = <entry>Verdict</entry> sur <signal>un signal</signal> : { $judged }. <reason>le motif</reason>
submit-verdict-accepted = accepté
submit-verdict-rejected = rejeté
submit-verdict-overridden = décidé autrement
submit-judged-real = réel
submit-judged-false = faux
submit-judged-unclear = incertain

submit-all = Tous les envois
submit-one = Envoi
submit-reading-it = Lecture …
submit-an-erasure = Un effacement
submit-a-withdrawal = Un retrait
submit-who-erased = { $issuer } a effacé <it>un envoi</it> le { $day } : <reason>le motif</reason>
submit-who-withdrew = { $issuer } a retiré <it>un envoi</it> le { $day } : <reason>le motif</reason>
submit-a-decision = Une décision sur un défaut des données
submit-who-accepted = { $issuer } a accepté <fault>le défaut</fault> le { $day } : <reason>le motif</reason>
submit-who-rejected = { $issuer } a rejeté <fault>le défaut</fault> le { $day } : <reason>le motif</reason>
submit-who-overrode = { $issuer } a décidé autrement sur <fault>le défaut</fault> le { $day } : <reason>le motif</reason>
submit-who-decided = { $issuer } a décidé sur <fault>le défaut</fault> le { $day } : <reason>le motif</reason>
submit-a-verdict = Un verdict sur un signal
submit-who-judged = { $issuer } a jugé <signal>un signal</signal> { $judged } le { $day } : <reason>le motif</reason>
submit-a-comment = Un commentaire sur un signal
submit-who-commented = { $issuer } sur <signal>un signal</signal>, le { $day } : <reason>les mots</reason>
submit-sent-by = Envoyé par { $issuer } le { $day } :
submit-rows =
    { $rows ->
        [one] { $rows } ligne lue
       *[other] { $rows } lignes lues
    }, { $accepted } acceptées, <bad>{ $rejected } rejetées</bad> ; { $facts ->
        [one] { $facts } fait.
       *[other] { $facts } faits.
    }
submit-was-erased = Il a été effacé le { $day } : son fichier, ses lignes et sa clé sont détruits.
submit-is-withdrawn = Il est retiré : ses faits sont masqués depuis lors, et restent pour les questions sur des jours antérieurs.
submit-see-why = Pourquoi
submit-source-title = Source
submit-handling-title = Traitement
submit-handling-is = { $tlp } ; pour { $purposes } ; au sujet de : { $subjects }
submit-codes = codes { $codes }
submit-graded = coté { $grade }
submit-facts-of = Faits de
submit-facts-in = { $kinds } ; lieu : { $place }
submit-replaces = Remplace
submit-replaces-nothing = rien
submit-replaces-same-keys = les lignes antérieures de même clé, là où il a été connu plus tard
submit-replaces-all = tous les faits de la source dans { $where }
submit-no-row-means = Pas de ligne signifie
submit-no-row-none = aucun : la source recense chaque événement
submit-no-row-unknown = rien n’est connu
submit-to-review = À réexaminer
submit-review-by = avant le { $day }
submit-in-the-log = Dans le registre
submit-position = position { $position }
submit-first-row = Sa première ligne
submit-send-later = Envoyer un fichier ultérieur de même forme
submit-send-instead = Envoyer un fichier qui le remplace

submit-other-files = Autres fichiers de la source
submit-stands-in-for = Il remplace
submit-in-its-place = À sa place se trouve
submit-before-it = Avant lui est venu
submit-after-it = Après lui est venu
submit-later-counts = Parmi les lignes de même clé, celle connue plus tard compte ; la page d’une ligne dit laquelle.
submit-among-thousand = Cherché parmi un millier d’entrées autour de lui.

submit-withdraw-it = Le retirer
submit-erase-it = L’effacer
submit-hidden-already = Il est déjà masqué. L’effacement détruit son fichier, sa clé et ses faits pour tous les jours.
submit-withdraw-note = Ce qui a été envoyé par erreur, ou doit disparaître, est masqué ou effacé ; le registre le dit, avec le motif.
submit-erase-open = Effacer …
submit-withdraw-open = Retirer …
submit-withdraw-window = Retirer l’envoi
submit-erase-file = Effacer <file>le fichier</file>
submit-hide-file = Masquer <file>le fichier</file>
submit-how-far-legend = Jusqu’où
submit-hide-means = Masquer : ses faits ne comptent plus à partir d’aujourd’hui
submit-erase-means = Effacer : il n’en reste rien, pour aucun jour
submit-will-happen = Ce qui va se passer
submit-will-hide =
    { $facts ->
        [one] { $facts } fait
       *[other] { $facts } faits
    } de { $rows ->
        [one] { $rows } ligne
       *[other] { $rows } lignes
    } : masqués à partir d’aujourd’hui.
submit-still-seen = Les questions sur des jours antérieurs les voient toujours, et les listes passées restent telles quelles.
submit-mended-stay = Ses lignes rejetées qui ont été corrigées et renvoyées sont des envois à part, et restent.
submit-file-stays = Le fichier reste ; il peut être effacé plus tard. Un autre fichier peut le remplacer.
submit-will-erase = Le fichier, sa clé, { $facts ->
        [one] { $facts } fait
       *[other] { $facts } faits
    } et { $rejected ->
        [one] { $rejected } ligne rejetée
       *[other] { $rejected } lignes rejetées
    } sont détruits pour tous les jours.
submit-signals-rested = Les signaux qui reposaient sur lui ne peuvent plus être recalculés ; leurs pages le disent.
submit-log-stays = Sa présence ici, son traitement et le motif restent dans le registre. <strong>C’est irréversible.</strong>
submit-why = Pourquoi ? Ne nommez personne : ces mots restent dans le registre.
submit-sure-to-erase = Je sais qu’il ne pourra pas être récupéré depuis ce nœud
submit-erasure-title = Il attend d’être effacé
submit-erasure-asked = { $name } a demandé le { $day } qu’il soit effacé définitivement : <reason></reason>
submit-erasure-another = Personne n’efface seul : il disparaît si vous acceptez, et reste si vous refusez.
submit-erasure-mine = Vous l’avez demandé : une autre personne qui peut en décider dit oui ou non.
submit-erasure-agree = Accepter : l’effacer définitivement
submit-erasure-refuse = Refuser : il reste
submit-erasure-take-back = Retirer la demande
submit-erase-waits = Rien encore : cela attend qu’une autre personne qui peut en décider accepte. Ensuite :
submit-erase-ask = Demander l’effacement
submit-waits-to-be-erased = attend d’être effacé
submit-waiting-to-be-erased =
    { $count ->
        [one] Un envoi attend qu’on dise s’il est effacé :
       *[other] { $count } envois attendent qu’on dise s’ils sont effacés :
    }
submit-erase-for-good = L’effacer définitivement
submit-hide-it = Le masquer
submit-leave = Laisser tel quel

submit-the-file = Le fichier
submit-drop = Déposez un tableau n’importe où sur cette page, tel qu’il est sur votre disque : CSV avec tout séparateur et codage courants, XLSX, JSON Lines, Parquet, aussi en gzip ou zip. Rien n’est enregistré avant que vous ne le disiez.
submit-describing = Vous décriviez <file>un fichier</file> : choisissez-le à nouveau, et ce que vous en avez dit reste valable.
submit-file = Fichier
submit-choose = Choisir un fichier
submit-choose-another = Choisir un autre fichier
submit-put-away = Le mettre de côté et recommencer
submit-not-this = Pas ceci
submit-one-at-a-time = Un fichier à la fois : { $count } ont été déposés. Choisissez-en un.
submit-empty = { $file } est vide, ou un dossier : il n’y a rien à y lire.
submit-drop-here = Déposez-le : il est lu, et pas encore enregistré
submit-how-to-read = Comment le lire
submit-as-node-proposes = comme le nœud propose
submit-like-file = comme { $file }, { $day }
submit-like-submission = comme l’envoi { $id }
submit-will-stand-in = Il remplacera <it>un envoi qui a été retiré</it>.
submit-does-not-stand-in = Non
submit-part = Partie
submit-choose-one = à choisir
submit-parts = Il y en a { $count } ; pour une autre, une nouvelle proposition est faite.

submit-sending = Transmission : { $come } sur { $of } sont arrivés
submit-sending-unknown = Transmission : { $come } d’une taille inconnue sont arrivés
submit-waiting = En attente de son tour : un autre travail est en cours
submit-stopping = Arrêt …
submit-steps = { $done } sur { $of } faits
submit-reading = Lecture : { $read } sur { $of }
submit-ordering = Lu ; mise en ordre …
submit-at-work = En cours …
submit-how-far = Avancement
submit-was-stopped = Arrêté : rien n’a été enregistré.
submit-file-gone = Le fichier a changé ou disparu depuis qu’il a été choisi : choisissez-le à nouveau.
submit-asked-again = { $why } La question est posée à nouveau ; le fichier est déjà auprès du nœud.
submit-characters = { $count } caractères

submit-first-rows = Ses premières lignes, et comment elles sont lues
submit-a-row-is = Une ligne est
submit-say-what = Là où une colonne a été prise pour ce qu’elle n’est pas, dites ce qu’elle contient.
submit-no-row-read = Aucune ligne ne peut être lue ainsi
submit-rows-of-file = Lignes du fichier
submit-row = ligne
submit-what-holds = Ce que contient la colonne { $column }
submit-as-node-finds = comme le nœud le trouve
submit-another-thing = autre chose
submit-as-you-say = comme vous le dites
submit-beyond-header = au-delà de l’en-tête
submit-withheld = retenu
submit-rejected-in = rejetée, <column>la colonne</column> : <reason>le motif</reason>
submit-rejected-for = rejetée : <reason>le motif</reason>
submit-and-more = et { $count } de plus
submit-first-columns = Les { $most } premières colonnes sur { $count }.
submit-kind-observation = un chiffre d’une période
submit-kind-case = un événement d’une liste de cas
submit-kind-seizure = une saisie
submit-kind-sample = un échantillon
submit-kind-price = un prix
submit-kind-cultivation = une surface cultivée
submit-kind-dispensing = des médicaments délivrés
submit-kind-listing = une offre d’un marché en ligne
submit-group-any = Toute ligne
submit-group-time = Temps
submit-group-people = Personnes
submit-group-seizures = Saisies
submit-group-samples = Échantillons
submit-group-prices = Prix
submit-group-other = Cultures, délivrance, offres
submit-holds-when = quand : un jour ou une période
submit-holds-place = où
submit-holds-substance = quelle substance
submit-holds-figure = un chiffre : nombre, taux ou part
submit-holds-amount = une quantité : masse, volume, doses
submit-holds-unit = l’unité du chiffre
submit-holds-breakdown = une partie à laquelle se rapportent les chiffres
submit-holds-number = ce qui distingue les lignes
submit-holds-text = des phrases qui nomment des substances
submit-holds-flag = oui ou non pour une substance
submit-holds-nothing = pas lue
submit-holds-year = l’année
submit-holds-month = le mois
submit-holds-quarter = le trimestre
submit-holds-reported = le jour du signalement
submit-holds-age = âge en années
submit-holds-sex = sexe
submit-holds-departure = d’où cela venait
submit-holds-destination = où cela allait
submit-holds-transport = comment c’était transporté
submit-holds-concealment = comment c’était caché
submit-holds-installation = type de lieu de la saisie
submit-holds-sample = numéro de l’échantillon
submit-holds-sold-as = sous quel nom c’était vendu
submit-holds-purity = pureté
submit-holds-share = part d’une substance dedans
submit-holds-laboratory = laboratoire
submit-holds-price = prix
submit-holds-low-price = prix le plus bas
submit-holds-high-price = prix le plus élevé
submit-holds-currency = monnaie
submit-holds-level = niveau du marché
submit-holds-area = surface cultivée
submit-holds-eradicated = surface éradiquée
submit-holds-dispensed = médicaments délivrés
submit-holds-buyer = acheteur
submit-holds-vendor = vendeur

submit-understood = Ce qui a été compris
submit-as-proposed =
    { $rows ->
        [one] { $rows } ligne sur { $tried } au début du fichier peut être lue
       *[other] { $rows } lignes sur { $tried } au début du fichier peuvent être lues
    } comme proposé.
submit-guesses =
    { $count ->
        [one] Des { $all } réponses proposées ci-dessous, <many>{ $count } est devinée :</many>
       *[other] Des { $all } réponses proposées ci-dessous, <many>{ $count } sont devinées :</many>
    } à regarder d’abord.
submit-put-right = Ce qui est faux peut être corrigé ici ; les lignes ci-dessus montrent ce qui en résulte.
submit-choices = Les choix
submit-proposal = proposition
submit-sure = sûr ?
submit-because = parce que
submit-example = par exemple
submit-is-sure = sûr
submit-is-likely = probable
submit-is-guess = deviné
submit-below = { $what } : ci-dessous
submit-left-out =
    { $count ->
        [one] { $count } colonne n’est pas lue
       *[other] { $count } colonnes ne sont pas lues
    }
submit-unread-rows = Lignes qui ne peuvent pas être lues comme proposé
submit-in-column = { $question }, dans <name>la colonne</name>
submit-is-so = C’est ainsi
submit-to-decide = à décider
submit-decided = décidé
submit-not-said = Ce que le fichier ne dit pas
submit-still-open =
    { $count ->
        [one] <many>{ $count } question sur { $all } est encore ouverte.</many>
       *[other] <many>{ $count } questions sur { $all } sont encore ouvertes.</many>
    } Le fichier peut être essayé avant, et il est enregistré après.
submit-all-decided = Tout est décidé.
submit-name-and-handling = Nom et traitement
submit-mapping = La correspondance
submit-mapping-note = Elle dit ce que signifient les colonnes, et est gardée avec le fichier. Ce que vous choisissez plus haut s’écrit ici ; modifiez ce que vous voulez. <kbd>Ctrl</kbd> <kbd>Entrée</kbd> l’essaie.
submit-mapping-from-file = Une correspondance depuis un fichier
submit-take-from-file = La prendre d’un fichier
submit-keep-as-file = La garder comme fichier
submit-no-mapping = Une correspondance est un texte d’au plus 256 Ko : ceci n’en est pas une.
submit-tlp-clear = TLP:CLEAR, tout le monde peut le voir
submit-tlp-green = TLP:GREEN, la communauté le peut
submit-tlp-amber = TLP:AMBER, ceux qui en ont besoin et leurs clients ; scellé ici
submit-tlp-amber-strict = TLP:AMBER+STRICT, ceux de l’organisation qui en ont besoin ; scellé ici
submit-tlp-red = TLP:RED, des personnes nommées seulement ; scellé ici
submit-subjects-none = personne : chiffres agrégés, substances, lieux
submit-subjects-deceased = des personnes décédées
submit-subjects-service-users = des personnes qui recourent à un service
submit-subjects-suspects = des suspects
submit-subjects-victims-and-witnesses = des victimes et des témoins
submit-about-none = personne
submit-about-deceased = personnes décédées
submit-about-service-users = personnes qui recourent à un service
submit-about-suspects = suspects
submit-about-victims-and-witnesses = victimes et témoins
submit-missing-suppressed = masqué : il y a un chiffre, et il n’est pas montré
submit-missing-not-available = non disponible : il n’y a pas de chiffre
submit-what-missing = Ce que { $name } signifie là où devrait être un chiffre
submit-which-substance = De quelle substance il s’agit
submit-where-is = Où se trouve { $name }
submit-which-substance-is = Quelle substance est { $name }
submit-what-is-called = Comment s’appelle { $name }
submit-where-it-is = Où c’est
submit-absent-zero = zéro : la source recense chaque événement
submit-absent-unknown = inconnu : elle n’a peut-être pas regardé
submit-repeats-ordinal = sont des événements différents
submit-basis-occurred = celui de l’événement
submit-basis-reported = celui du signalement
submit-ask-licence = Sous quelles conditions le fichier peut être utilisé
submit-ask-title = Comment on l’appelle
submit-ask-source = Nom de la source : à garder pour tous les fichiers suivants
submit-ask-kind = De quoi parle une ligne
submit-ask-coverage = Le plus grand lieu que couvrent les lignes
submit-ask-absent = Ce que signifie une période sans ligne
submit-ask-indicator = Ce qui est compté ou mesuré
submit-ask-retention-years = Années avant que quelqu’un doive dire s’il faut le garder
submit-ask-handling-tlp = Qui peut le voir
submit-ask-handling-purposes = À quoi il peut servir
submit-ask-handling-subjects = De qui parlent les lignes
submit-ask-known-at-days-after-period = Jours entre la fin d’une période et la connaissance de ses chiffres
submit-ask-place-constant = Où se situe chaque ligne
submit-ask-place-default = Où se situe une ligne dont la cellule est vide ou inconnue
submit-ask-place-columns = Colonnes qui disent où
submit-ask-key-repeats = Lignes identiques dans toutes les colonnes
submit-ask-file-decimal = Le signe avant les décimales
submit-ask-file-thousands = Le signe entre les milliers
submit-ask-file-member = Quel fichier à l’intérieur
submit-ask-file-sheet = Quelle feuille
submit-ask-measure-unit = En quelle unité
submit-ask-measure-from = L’unité dans le fichier, convertie en kilogrammes
submit-ask-subgroup-name = Comment s’appelle la partie
submit-ask-period-forms = Comment les périodes sont écrites
submit-ask-period-formats = Comment les jours sont écrits
submit-ask-period-cadence = À quelle fréquence il y a des chiffres
submit-ask-period-constant = La période de chaque ligne
submit-ask-period-basis = De quel jour il s’agit
submit-ask-place-within = Dans quel lieu les noms sont cherchés
submit-ask-place-after = Le signe après lequel se trouve le lieu
submit-ask-key-columns = Colonnes qui distinguent les lignes
submit-ask-known-at-because = Pourquoi on le suppose
submit-ask-file-encoding = Comment les lettres sont écrites en octets
submit-ask-file-separator = Le signe entre les cellules
submit-ask-file-header-row = La ligne de l’en-tête
submit-ask-sample-unit = En quelle unité
submit-ask-seizure-unit = En quelle unité
submit-ask-price-currency = En quelle monnaie
submit-ask-price-per = Pour quelle quantité
submit-ask-price-level = À quel niveau du marché

submit-try-whole = L’essayer sur tout le fichier
submit-try = Essayer
submit-try-again = Essayer à nouveau
submit-nothing-stored = Rien n’est enregistré.
submit-before-change = Avant votre dernière modification :
submit-first-reasons = Les { $most } premiers motifs sur { $count }.
submit-unresolved =
    { $count ->
        [one] { $count } nom gardé tel qu’écrit
       *[other] { $count } noms gardés tels qu’écrits
    } : le vocabulaire n’a rien qui convienne
submit-in-rows = dans { $count ->
        [one] { $count } ligne
       *[other] { $count } lignes
    }
submit-store = L’enregistrer
submit-store-file = Enregistrer le fichier
submit-go-to-first =
    { $count ->
        [one] { $count } question reste ouverte
       *[other] { $count } questions restent ouvertes
    } : aller à la première
submit-open-are = Il pourra être enregistré une fois ceci décidé : { $choices }.
submit-is-stored = Il est enregistré
submit-stands-already = Il est déjà là
submit-none-stored = Rien n’a été enregistré
submit-same-file = Le même fichier est déjà arrivé avec la même correspondance : rien n’a été enregistré deux fois. <it>Voir ce qui est là</it>.
submit-every-rejected = Chaque ligne a été rejetée. Corrigez la correspondance ou le fichier, et renvoyez-le.
submit-back-to-mapping = Retour à la correspondance
submit-to-submission = <it>L’envoi</it> : son traitement, ses lignes, son retrait
submit-to-mend =
    { $count ->
        [one] <mend>Corriger la ligne rejetée</mend> sur place et la renvoyer
       *[other] <mend>Corriger les { $count } lignes rejetées</mend> sur place et les renvoyer
    }
submit-to-faults =
    { $count ->
        [0] Aucun nouveau défaut des données n’a été trouvé dans sa source
        [one] <faults>{ $count } nouveau défaut des données</faults> trouvé dans sa source
       *[other] <faults>{ $count } nouveaux défauts des données</faults> trouvés dans sa source
    }
submit-to-look = Les défauts des données n’ont pas été cherchés dans la source : <jobs>demander une recherche</jobs>
submit-to-jobs = <jobs>Les tâches</jobs> : si la détection est en cours, et ce qu’elle trouve (ceci était la tâche { $job })
submit-names-kept = Noms gardés tels qu’ils sont écrits, car rien dans le vocabulaire ne leur convient
submit-send-another = Envoyer un autre fichier
submit-rejected-rows = Lignes rejetées
submit-column = colonne
submit-value = valeur
submit-why-and-what = pourquoi, et que faire
submit-whole-row = ligne entière

submit-were-rejected =
    { $count ->
        [one] { $count } ligne a été rejetée
       *[other] { $count } lignes ont été rejetées
    }
submit-mend-note = Corrigez les cellules et envoyez les lignes modifiées : elles deviennent un envoi à part, avec la même correspondance. Ce qui est là n’est pas modifié. <rows>Récupérez-les dans un fichier</rows> pour les corriger ailleurs, ou <reasons>la liste des motifs</reasons>.
submit-reading-rows = Lecture des lignes …
submit-mended-since =
    { $count ->
        [one] { $count } ligne a été corrigée et acceptée
       *[other] { $count } lignes ont été corrigées et acceptées
    } depuis ; { $left ->
        [0] il n’en reste aucune.
        [one] il en reste { $left }.
       *[other] il en reste { $left }.
    }
submit-why-rejected = pourquoi elle a été rejetée
submit-cell = { $column }, ligne { $row }
submit-reads = se lit <text>le texte</text>
submit-is-mended = corrigée, et acceptée comme <it>un envoi à part</it>
submit-still-wrong = Toujours : <why>le motif</why>
submit-more-rows =
    { $count ->
        [one] { $count } ligne de plus
       *[other] { $count } lignes de plus
    }
submit-rows-not-here =
    { $count ->
        [one] { $count } ligne n’est pas ici
       *[other] { $count } lignes ne sont pas ici
    } : avec la clé d’une autre ligne, dont leur chiffre prendrait la place.
submit-try-them = Les essayer
submit-send-mended = Envoyer { $count ->
        [one] { $count } ligne corrigée
       *[other] { $count } lignes corrigées
    }
submit-change-first = Modifiez d’abord une cellule.
submit-mended-stored = { $accepted } sur { $read } acceptées et enregistrées comme <it>un envoi à part</it>.
submit-mended-tried = { $accepted } sur { $read } seraient acceptées. Rien n’est encore enregistré.
submit-mended-repeated = Ces lignes sont déjà là comme <it>un envoi</it>.
submit-mended-rejected = Chacune a de nouveau été rejetée : rien n’a été enregistré.
submit-mended-unknown =
    { $count ->
        [one] Ce nom est gardé tel qu’il est écrit, car aucun vocabulaire ne le connaît :
       *[other] Ces noms sont gardés tels qu’ils sont écrits, car aucun vocabulaire ne les connaît :
    } { $names }.
submit-no-such-letter = « { $letter } » ne peut pas être écrit en { $encoding }, le codage de cette source : écrivez-le autrement.

submit-the-submission = L’envoi
submit-row-of = Ligne { $row } de <file>le fichier</file>
submit-row-number = Ligne { $row }
submit-no-row-number = L’adresse d’une ligne se termine par son numéro : /submissions/…/rows/2.
submit-reading-file = Lecture du fichier …
submit-was-rejected = Elle a été rejetée
submit-was-mended = Elle a été rejetée à l’arrivée, corrigée depuis, et <it>se trouve dans un fichier ultérieur</it>.
submit-mend-rows = Corriger les lignes rejetées
submit-as-it-stood = Telle qu’elle était
submit-cell-withheld = retenu : origine, croyance et noms ne sont jamais montrés
submit-cell-missing = la ligne se termine avant
submit-cell-empty = vide
submit-looking = Recherche de ce qui en est résulté …
submit-what-it-says = Ce qu’elle dit
submit-facts = Faits
submit-of = de quoi
submit-where = où
submit-when = quand
submit-figure = chiffre
submit-as-stated = indiqué comme { $figure } { $unit }
submit-with-purity = pureté { $percent }
submit-one-sample = un échantillon
submit-one-seizure = une saisie
submit-known-since = connu depuis
submit-no-substance = aucune substance
submit-not-shown = non montré
submit-not-known = pas connu
submit-fact-current = compte
submit-fact-replaced = remplacé
submit-fact-withdrawn = retiré
submit-fact-not-stored-yet = pas encore enregistré ce jour-là
submit-fact-not-known-yet = pas encore connu ce jour-là
submit-by-row = par <it>la ligne { $row } d’un fichier ultérieur</it>
submit-by-withdrawal = par <it>une entrée ultérieure</it>
submit-no-fact = Rien : elle n’a donné aucun fait.
submit-part-of = Chiffres dont elle fait partie
submit-figures = Chiffres
submit-series = série
submit-the-figure = le chiffre
submit-row-in-it = cette ligne dedans
submit-no-figure = Aucun qui compte à la date du { $day }.
submit-signals = Signaux qui reposent sur elle
submit-signals-table = Signaux
submit-findings =
    { $count ->
        [one] { $count } constat l’a utilisée.
       *[other] { $count } constats l’ont utilisée.
    }
submit-signal = signal
submit-list-of = liste du
submit-finding = constat
submit-used-as = utilisée comme
submit-used-figure = partie de ce qui a alerté
submit-used-history = historique de comparaison
submit-first = Les { $count } premiers.
submit-no-finding = Aucun constat d’une liste enregistrée ne l’a utilisée.
