## Qui a consulté quoi. Pas encore relu par une personne de langue maternelle française.

audit-title = Journal
audit-what-it-is = Chaque consultation de ce que contient ce nœud, chaque modification et chaque acte de celles et ceux qui le gèrent est consigné avant la réponse ; chaque consultation de cette page aussi.
audit-entries = Ce qui est consigné
audit-none = Rien de tel n’est consigné.
audit-more = Entrées antérieures
audit-any = toutes

audit-to-submission = Qui a consulté un enregistrement ?
audit-submission = Nom du fichier, source, jour ou identifiant
audit-row = Ligne (toutes, si vide)
audit-to-person = Qu’a fait une personne, et que ne voit-elle pas ?
audit-name = Nom de connexion
audit-find = Chercher
audit-found =
    { $count ->
        [0] Aucun fichier envoyé n’a tous ces mots.
        [one] Un fichier envoyé a tous ces mots.
       *[other] { $count } fichiers envoyés ont tous ces mots.
    }
audit-found-more = Les { $shown } plus récents sont affichés : écrivez plus de mots.
audit-found-day = Jour
audit-found-file = Fichier
audit-found-source = Source
audit-found-rows = Lignes
audit-found-marked = Marquage
audit-show = Afficher

audit-when = Quand (UTC)
audit-who = Qui
audit-what-for = Pour quoi
audit-did = Action
audit-about = Au sujet de
audit-reason = Motif donné
audit-outcome = Résultat
audit-from = Du
audit-to = Au
audit-rows = lignes { $rows }
audit-asked = comment cela a été demandé
audit-number = entrée { $number }, par { $means }

audit-act-read = a consulté
audit-act-search = a cherché
audit-act-count = a compté
audit-act-export = a extrait
audit-act-decide = a envoyé ou décidé
audit-act-administer = a géré le nœud
audit-act-oversee = a consulté le journal
audit-act-sign-in = s’est connecté
audit-act-sign-out = s’est déconnecté
audit-act-account = a modifié son accès
audit-act-knock = a demandé sans accès

audit-outcome-allowed = fait
audit-outcome-refused = refusé
audit-outcome-failed = n’a rien donné

audit-kind-submission = envoi
audit-kind-signal = signal
audit-kind-finding = défaut des données
audit-kind-facts = faits
audit-kind-person = compte
audit-kind-token = jeton
audit-kind-session = session
audit-kind-job = tâche
audit-kind-boundary = fichier de limites
audit-kind-entry = entrée

audit-who-terminal = au terminal du nœud
audit-who-node = le nœud de lui-même
audit-who-nobody = personne ayant un accès

audit-one-submission = Envoi { $id }
audit-row-of = Ligne { $row } de l’envoi { $id }
audit-came-from = De { $issuer }
audit-marking = pour { $purposes } · au sujet de { $subjects }
audit-subjects-none = personne
audit-subjects-deceased = personnes décédées
audit-subjects-service-users = personnes en contact avec des services de santé ou sociaux
audit-subjects-suspects = suspects
audit-subjects-victims-and-witnesses = victimes, témoins ou contacts
audit-who-looked = Qui l’a consulté
audit-who-looked-note = Les chiffres et graphiques où il est compté ne figurent pas ici : ils ne montrent aucune de ses lignes.
audit-nobody-looked = Personne ne l’a consulté.
audit-saw-row = a vu cette ligne
audit-saw-rows = en a vu des lignes
audit-saw-submission = a vu ce qu’il est, ou tout
audit-saw-perhaps = a interrogé tous les faits ; il a pu en faire partie
audit-saw-withheld = a interrogé tous les faits ; ceci n’existait pas pour cette personne
audit-saw-nothing = l’a demandé ; rien ne lui a été montré
audit-then = Existait pour cette personne
audit-then-note = Ce qui existait pour quelqu’un est dit selon sa qualité au moment de la consultation. Un jeton a pu le restreindre.
audit-then-changed = Les règles ont changé depuis ; ceci vaut selon celles d’aujourd’hui.
audit-then-unknown = Les règles d’alors ne sont pas consignées ; ceci vaut selon celles d’aujourd’hui.
audit-take = Cette liste en CSV
audit-cut = Il y en a davantage.
audit-who-may = Qui peut le voir
audit-now = Selon les comptes et les règles actuels ; la qualité de chacun au moment de la consultation figure dans chaque entrée.
audit-may = Peut
audit-may-read = consulter
audit-may-search = chercher
audit-may-count = compter
audit-may-export = extraire
audit-may-decide = décider
audit-may-administer = gérer le nœud
audit-may-oversee = consulter le journal
audit-why = Pourquoi
audit-no-rule = Aucune règle ne le permet.
audit-nothing = rien : cela n’existe pas pour cette personne
audit-closed = Le compte est fermé.
audit-no-accounts = Personne n’a de compte : qui a le lien de ce nœud voit tout.

audit-what-there-is = Ce qui existe pour cette personne
audit-marked = Marquage
audit-submissions = Envois
audit-so-many =
    { $count ->
        [one] 1 envoi
       *[other] { $count } envois
    }
audit-what-they-did = Ce qu’elle a fait
audit-all-they-did = Tout ce qui est consigné à son sujet

audit-gone = Le journal n’est plus ce qu’il était
audit-gone-what = L’entrée { $number }, la dernière quand ce navigateur a regardé le { $at }, n’est plus là telle qu’elle était : des entrées ont été retirées ou réécrites, ou le nœud a été restauré d’une sauvegarde. Faites exécuter `watchfire verify` par quelqu’un en qui vous avez confiance, et dites-le à votre délégué à la protection des données.
audit-gone-known = Je sais pourquoi : continuer à partir d’ici

audit-reason-label = motif
audit-reason-example = motif, pour le journal
audit-ask-title = Dites pourquoi vous regardez
audit-ask-why = Ces lignes concernent des personnes, ou ont été transmises pour le travail de la police ou des douanes. Personne ne les regarde sans motif ; le vôtre est consigné avec ce que vous regardez, jusqu’à ce que vous le changiez en haut de la page.
audit-ask-label = Motif
audit-ask-look = Regarder
audit-ask-leave = Ne pas regarder

audit-openings = Comptes qui vous attendent
audit-openings-what = Qui exploite le nœud ne l’ouvre à personne seul. Dites oui là où vous savez que c’est juste ; sinon, demandez d’abord.
audit-opening = { $asked_by } demande : { $name } ({ $shown_name }, { $of }) comme { $roles }, pour { $purposes }
audit-opening-yes = Oui, ouvrir
audit-opening-no = Non
audit-opening-yes-to = Oui, ouvrir { $name }
audit-opening-no-to = Non, { $name } reste fermé
audit-opening-invited = Par une nouvelle invitation : qui a son lien choisit le mot de passe.
