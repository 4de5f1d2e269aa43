# French: charts

charts-title = Graphiques
charts-by = Période
charts-days = Jours
charts-weeks = Semaines
charts-months = Mois
charts-last-weeks = 13 dernières semaines
charts-last-months = 12 derniers mois
charts-week = Semaine
charts-month = Mois
charts-this-week = Cette semaine
charts-week-of = Semaine du { $day }
charts-best-day = Meilleur jour : { $when }, { $amount }
charts-best-week = Meilleure semaine : { $when }, { $amount }
charts-best-month = Meilleur mois : { $when }, { $amount }
charts-nothing-left = Il n’est pas arrivé plus que ce qui a été restitué.
charts-received = Encaissé
charts-received-about = Ce qui est arrivé, moins ce qui a été restitué, avant frais. Les jours sont ceux de vos comptes.
charts-back = Restitué ou corrigé
charts-back-sum = Restitué ou corrigé : { $amount }
charts-empty = Rien n’est encore arrivé. Vos graphiques commencent avec votre premier paiement.
charts-nothing = Rien n’est arrivé pendant cette période.
charts-made = Liens créés
charts-made-about = Seuls comptent les liens pour un seul paiement, sans ceux commencés sur une page personnelle.
charts-wait = Délai de paiement
charts-paid = { $count ->
        [one] { $n } payé
       *[other] { $n } payés
    }
charts-none-paid = Aucun n’est encore payé.
charts-half-minutes = { $count ->
        [one] La moitié a été payée en { $n } minute.
       *[other] La moitié a été payée en { $n } minutes.
    }
charts-half-hours = { $count ->
        [one] La moitié a été payée en { $n } heure.
       *[other] La moitié a été payée en { $n } heures.
    }
charts-half-days = { $count ->
        [one] La moitié a été payée en { $n } jour.
       *[other] La moitié a été payée en { $n } jours.
    }
charts-hour = jusqu’à 1 heure
charts-day = 1–24 heures
charts-three-days = 1–3 jours
charts-seven-days = 3–7 jours
charts-thirty-days = 7–30 jours
charts-longer = plus de 30 jours
charts-became = Ce qu’ils sont devenus
charts-over = { $count ->
        [one] { $n } terminé
       *[other] { $n } terminés
    }
charts-open = { $count ->
        [one] { $n } encore en attente
       *[other] { $n } encore en attente
    }
charts-expired = { $share } ont expiré avant d’être payés.
charts-none-over = Aucun n’est encore terminé.
charts-links = Liens
charts-share = Part
charts-percent = { $n } %
charts-cut = Seuls les { $n } plus récents sont pris en compte.
