# French: Home, and what needs a look

home-search = Rechercher une demande
home-today = Reçu aujourd’hui
home-payments = { $count ->
        [one] { $n } paiement
       *[other] { $n } paiements
    }
home-month = Ce mois-ci
home-went-back = { $amount } restitués
home-tests = Les paiements de test ne sont pas comptés.
home-week = 7 derniers jours
home-days = 30 derniers jours
home-best = Meilleur jour, { $day } : { $amount }
home-best-today = Meilleur jour, aujourd’hui : { $amount }
home-numbers = Voir les chiffres
home-day = Jour
home-came-in = Reçu
home-back = Restitué
home-now = Aujourd’hui
home-need-look = { $count ->
        [one] { $n } point à voir
       *[other] { $n } points à voir
    }
home-overdue = En retard
home-more-than = plus de { $n }
home-newest = Récentes
home-all = Toutes les demandes
home-no-words = Sans texte
home-any-amount = Montant libre, { $currency }
home-due-on = Échéance : { $day }
home-start = Deux étapes jusqu’à votre premier lien
home-start-link = Créer un lien
home-start-done = Fait
home-arrived-for = { $amount } reçus pour { $what }.
home-arrived = { $amount } reçus.
home-changed = Quelque chose a changé.
home-show = Afficher
home-look = À voir
home-look-none = Rien à voir.
home-look-claim = Avez-vous reçu { $amount } ?
home-look-yes = Oui, c’est arrivé
home-look-not-yet = Pas encore
home-look-dispute = { $amount } sont contestés. Répondez avant la date limite auprès de : { $rail }.
home-look-open = Ouvrir la demande
home-look-unanswered = Sans réponse
home-look-refund = { $amount } ont-ils été restitués ? Pas de réponse de : { $rail }.
home-look-sent = Restitué
home-look-not-sent = Non restitué
home-look-over = { $difference } de plus que les { $amount } demandés.
home-look-keep = Garder
home-look-send-back = Restituer { $difference }
home-look-under = Il manque encore { $difference } sur { $amount }.
home-look-rest = Demander le reste
home-look-keep-part = Garder ce qui est arrivé
home-look-unknown = Sans correspondance
home-look-event = { $amount } signalés pour un paiement inconnu ici : { $rail }.
home-look-event-bare = Un paiement inconnu ici a été signalé : { $rail }.
home-look-hook = Un webhook est arrêté : { $host } n’apprend plus rien d’ici
home-look-order = { $amount } : une commande attend votre réponse.
home-look-ordered = Commande
home-look-seen = Mettre de côté
home-look-reference = Référence
home-look-all = { $count ->
        [one] { $n } est arrivé
        [2] Les deux sont arrivés
       *[other] Les { $n } sont arrivés
    }
home-look-all-ask = { $count ->
        [one] Ce paiement est-il arrivé ?
        [2] Les deux paiements sont-ils arrivés ?
       *[other] Les { $n } paiements sont-ils tous arrivés ?
    }
home-look-all-sum = Au total { $sum }
home-look-all-yes = Oui, tous sont arrivés
home-look-left = Certains restent : ce qu’ils règlent est déjà payé. Regardez chacun d’eux.
home-alerts = Alertes
home-alerts-about = Quand de l’argent arrive et que l’accueil est ouvert. Ce navigateur garde ce choix pour lui.
home-alerts-sound = Jouer un son
home-alerts-sound-help = Les navigateurs restent muets tant que vous n’avez pas touché la page.
home-alerts-vibrate = Vibrer
home-alerts-vibrate-help = Les téléphones le peuvent ; certains navigateurs non.
home-alerts-try = Essayer
home-alerts-script = Il faut JavaScript, désactivé dans ce navigateur.
home-push = Quand l’application est fermée
home-push-about = Cet appareil affiche alors une alerte quand de l’argent arrive, quand quelqu’un dit l’avoir envoyé, quand un paiement est contesté et quand quelqu’un commande. Elle ne nomme personne et n’indique aucun montant, sauf si vous le voulez.
home-push-on = Activer sur cet appareil
home-push-label = Nom de cet appareil
home-push-device = Appareil { $n }
home-push-here = Cet appareil
home-push-amounts = Indiquer les montants
home-push-amounts-hint = Qui voit l’écran peut alors les lire.
home-push-try = Envoyer un essai
home-push-tried = Un essai est en route.
home-push-denied = Ce navigateur n’autorise pas les alertes d’ici. Autorisez les notifications dans ses réglages pour cette adresse, puis réessayez.
home-push-failed = Le service de notification du navigateur est injoignable. Réessayez plus tard.
home-push-unknown = Ce navigateur ne peut pas afficher d’alertes. Sur un iPhone ou un iPad, ajoutez d’abord l’application à l’écran d’accueil.
home-push-stopped = Le service de notification refuse les alertes vers cet appareil depuis : { $when }. Il n’en reçoit plus jusqu’à ce qu’un essai arrive ou que vous le réactiviez.
home-push-arrived = Un paiement est arrivé
home-push-arrived-amount = { $amount } : paiement arrivé
home-push-claimed = Quelqu’un dit avoir envoyé de l’argent
home-push-claimed-amount = Quelqu’un dit avoir envoyé { $amount }
home-push-disputed = Un paiement est contesté
home-push-disputed-amount = Paiement de { $amount } contesté
home-push-ordered = Quelqu’un a commandé
home-push-ordered-amount = Quelqu’un a commandé pour { $amount }
home-push-open = Ouvrez l’application pour le voir.
home-push-look = Vérifiez si l’argent est arrivé.
home-push-answer = Consultez-le dans l’application.
home-push-test = Les alertes fonctionnent sur cet appareil
home-push-test-about = Vous en verrez une quand de l’argent arrivera.
