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
