## Gestion du nœud. Pas encore relu par une personne de langue maternelle française.

node-title = Nœud
node-what-it-is = Pour celles et ceux qui gèrent ce nœud. Le gérer ne montre aucune donnée : ce qui figure ici ne nomme les envois que par leur marquage.

node-health = État
node-is-well = { $issuer } répond, avec Watchfire { $version }.
node-detects = Il détecte { $every } (UTC) et après les envois.
node-detects-not = Il détecte après les envois et à aucun autre moment.
node-prove = Prouver chaque signature et chaque fichier
node-look-over = Chercher ce qu’un arrêt brutal a laissé
node-prove-note = La preuve se termine par la tête du journal : notez-la ailleurs, afin qu’un journal réécrit soit remarqué.

node-retention = Durée de conservation des envois
node-retention-note = D’après retention.toml, à côté du registre. Ce qui figure ci-dessous arrivera le jour dit ; une fois par jour, le nœud le fait de lui-même.
node-retention-rules = Règles de conservation
node-about = Au sujet de
node-after-review = Quand le jour de révision est passé
node-at-the-longest = Au plus
node-then-ask = cela attend une décision
node-then-erase =
    { $days ->
        [0] c’est effacé, sauf décision de conserver
        [one] c’est effacé un jour plus tard, sauf décision de conserver
       *[other] c’est effacé { $days } jours plus tard, sauf décision de conserver
    }
node-years =
    { $years ->
        [one] 1 an, quelle que soit la décision
       *[other] { $years } ans, quelle que soit la décision
    }
node-no-end = sans limite
node-within = Ce qui arrive d’ici
node-days = { $days } jours
node-due = Ce qui arrivera
node-when = Quand
node-what = Quoi
node-submission = Envoi
node-rows = Lignes
node-kept = Conservé parce que
node-has-come = ce jour est venu
node-fate-decide = une décision est attendue
node-fate-erase-unless-kept = c’est effacé, sauf décision de conserver
node-fate-erase = c’est effacé
node-nothing-due = Rien n’est à réviser ni à effacer dans ce délai.
node-erase-now =
    { $count ->
        [one] Effacer 1 envoi maintenant ; c’est irréversible
       *[other] Effacer { $count } envois maintenant ; c’est irréversible
    }

node-rules = Règles : qui voit et fait quoi
node-rules-note = Ce qu’aucune règle ne permet n’existe pas pour quelqu’un ; ce qu’une règle interdit, aucune autre ne l’autorise. Un nœud ajoute les siennes dans policies/, à côté du registre.
node-rule = Règle
node-says = Ce qu’elle dit
node-from = Origine
node-permits = permet
node-forbids = interdit
node-shipped = fournie

node-tokens = Jetons des programmes
node-whose = À qui
node-token = Jeton
node-may = Peut
node-for = Pour
node-until = Jusqu’au (UTC)
node-revoked = révoqué
node-revoke = Révoquer
node-no-tokens = Aucun programme n’a de jeton.
