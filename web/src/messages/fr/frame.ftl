## Le cadre de chaque page. Pas encore relu par une personne de langue maternelle française.

frame-skip = Aller au contenu
frame-pages = Pages
frame-find = Chercher ou aller à <kbd>/</kbd>
frame-asking = Question au nœud …
frame-no-load = Cette page n’a pas pu être chargée
frame-no-load-why = Rechargez-la ; le programme a peut-être été remplacé par une version plus récente.
frame-no-page = Il n’y a pas de page ici
frame-no-page-why = Rien n’a l’adresse <code>{ $path }</code>.
frame-no-page-nearest = <near>Aller à { $page }</near>, ou <home>aux signaux</home>.
frame-no-page-home = <home>Aller aux signaux</home>.
frame-not-in = Ce navigateur n’a pas encore d’accès
frame-not-in-why = Ouvrez le lien que <code>watchfire serve</code> a affiché à son démarrage : il se termine par <code>?token=</code> et un secret. Il change à chaque démarrage.
frame-no-answer = Le nœud ne répond pas
frame-ask-again = Demander à nouveau
frame-language = Langue
frame-not-reviewed = Cette traduction n’a pas encore été relue par une personne de langue maternelle française.
frame-external = Se connecter avec { $name }
