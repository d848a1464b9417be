## Ce que le nœud refuse ; en anglais, il le dit lui-même. Pas encore relu par une personne de langue maternelle française.

## Titres des messages du nœud

problems-bad-account = Le compte ne peut pas être ainsi
problems-bad-decision = La décision se contredit
problems-bad-document = Le document ne convient pas
problems-bad-file = Le fichier a été refusé
problems-bad-order = Les jours sont dans le mauvais ordre
problems-bad-parameter = Un paramètre ne convient pas
problems-bad-password = Le mot de passe ne convient pas
problems-bad-settings = La méthode refuse
problems-bad-share = La part est hors limites
problems-bad-statement = La déclaration ne convient pas
problems-bad-text = Le texte ne convient pas
problems-bad-truth = Les événements connus ne peuvent pas être utilisés
problems-busy = Le nœud est occupé
problems-codes-first = Configurez d’abord les codes à usage unique
problems-conflict = Cela contredit ce qui est en vigueur
problems-ended-early = Cela s’est terminé prématurément
problems-erased = Cela a été effacé
problems-full-disk = Le disque est plein
problems-internal = Le serveur n’a pas pu répondre
problems-interrupted = Le serveur s’est arrêté entre-temps
problems-no-invitation = L’invitation n’est pas valable
problems-no-provider = Le fournisseur de comptes ne peut pas être interrogé
problems-no-run = Aucune détection n’a été lancée
problems-no-such-method = Cette adresse ne connaît pas cette méthode
problems-no-token = L’accès manque ou est erroné
problems-not-a-table = L’original ne peut pas être montré ligne par ligne
problems-not-acceptable = La réponse est d’un autre type
problems-not-allowed = Votre compte n’y est pas autorisé
problems-not-found = Cela n’existe pas
problems-not-let-in = Cela n’ouvre pas ce nœud
problems-not-recorded = Cela n’a pas pu être consigné
problems-other-content = Ce qui a été envoyé est d’un autre type
problems-other-host = La requête désigne un autre hôte
problems-other-origin = La requête vient d’un autre site
problems-retention = Ce n’est pas la durée de conservation
problems-sign-in-again = Reconnectez-vous d’abord
problems-stopped = Cela a été arrêté
problems-taken = Le nom est déjà pris
problems-too-large = Ce qui a été envoyé est trop grand
problems-too-many-jobs = Trop de tâches sont inachevées
problems-too-many-tries = Trop de tentatives infructueuses
problems-too-slow = Ce qui a été envoyé n’est pas arrivé

## Ce qu’ils disent

problems-says-no-token = Connectez-vous ; ou, si le nœud n’a pas de comptes, ouvrez le lien que « watchfire serve » a affiché au démarrage. Les programmes envoient un jeton sous la forme « Authorization: Bearer TOKEN ».
problems-says-not-let-in = Le nom, le mot de passe ou le code est faux, ou le compte est fermé. Rien ne dit lequel.
problems-says-too-many-tries = Trop de tentatives infructueuses ; la prochaine est possible dans { $seconds } s.
problems-says-codes-first = Ce nœud demande des codes à usage unique aux comptes comme le vôtre. Configurez-les sur la page « Compte » ; tout ce que votre compte peut voir s’ouvrira ensuite.
problems-says-sign-in-again = Cela dure plus longtemps que votre session, et vous vous êtes connecté il y a plus d’un quart d’heure. Déconnectez-vous, reconnectez-vous et demandez à nouveau : ainsi personne ne le fait sur un écran que vous avez quitté.
problems-says-not-allowed = Aucune règle de ce nœud ne le permet à votre compte pour la finalité pour laquelle vous agissez. Les rôles et les finalités sont donnés par la personne qui gère le nœud.
problems-says-no-provider = La connexion avec les comptes du fournisseur n’est pas possible actuellement. La personne qui gère le nœud apprend pourquoi.
problems-says-no-invitation = L’invitation n’est pas valable : elle a été utilisée, a expiré ou n’a jamais été faite. Demandez-en une autre.
problems-says-password-too-short = Le mot de passe ne convient pas : il a moins de 12 caractères. Plusieurs mots en font un bon.
problems-says-password-too-long = Le mot de passe ne convient pas : il a plus de 128 caractères.
problems-says-password-holds-name = Le mot de passe ne convient pas : il contient le nom du compte.
problems-says-password-tried = Le mot de passe ne convient pas : tout le monde l’essaie.
problems-says-taken = Il existe déjà un compte « { $name } ».
problems-says-bad-name = « { $name } » ne peut pas être un nom : écrivez de 2 à 60 lettres minuscules sans accent, chiffres, « . », « - » ou « _ », en commençant par une lettre.
problems-says-one-line = Les noms, l’organisation et l’unité tiennent en une ligne de 200 caractères au plus, le nom d’un jeton en une de 60 ; seule l’unité peut être vide.
problems-says-no-role = Un compte a besoin d’au moins un rôle.
problems-says-no-purpose = Un compte a besoin d’au moins une finalité.
problems-says-not-their-purpose = Le compte ne nomme pas cette finalité.
problems-says-token-days = Un jeton dure de 1 à { $days } jours.
problems-says-first-administrates = Le premier compte doit avoir le rôle d’administration : sans lui, personne ne pourrait en créer d’autres.
problems-says-last-administrator = « { $name } » est le seul compte d’administration : créez-en d’abord un autre.
problems-says-of-length = « { $name } » a de { $from } à { $to } caractères.
problems-says-too-slow = Le document n’est pas arrivé entier à temps ; envoyez-le à nouveau.
problems-says-too-many-jobs = { $most } tâches sont inachevées ; demandez à nouveau quand quelques-unes seront terminées.
problems-says-full-disk = Le disque est plein ; rien n’a été enregistré. Libérez de la place et envoyez-le à nouveau.
problems-says-stopped = Cela a été arrêté avant d’être terminé ; rien n’en a été enregistré.
problems-says-internal = Le serveur n’a pas pu répondre. Ce qui a échoué figure sous l’erreur { $reference } là où « watchfire serve » fonctionne ; « watchfire doctor » examine le nœud.
