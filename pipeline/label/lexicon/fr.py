"""French words of a news page."""

from __future__ import annotations

from pipeline.label.lexicon.types import Lexicon, listed
from schemas.stages import Role

LEXICON = Lexicon(
    language="fr",
    phrases={
        "skip_link": (Role.NAVIGATION, listed("aller au contenu|aller au contenu principal|aller au menu|passer au contenu|passer au contenu principal|retour en haut|haut de page|aller à la recherche|accéder au contenu|accéder directement au contenu|retour en haut de page|aller à la navigation")),
        "menu": (Role.NAVIGATION, listed("accueil|menu principal|ouvrir le menu|fermer le menu|recherche|rechercher|se connecter|connexion|se déconnecter|s'inscrire|s'identifier|mon compte|s'abonner|je m'abonne|abonnez-vous|nous contacter|contactez-nous|mentions légales|plan du site|politique de confidentialité|qui sommes-nous|rubriques|toutes les rubriques|voir plus|voir tout|tout voir|afficher plus|page suivante|page précédente|article précédent|article suivant|précédent|suivant|en direct|retour à l'accueil|données personnelles|gestion des cookies|conditions générales d'utilisation|se désabonner|le journal|voir moins")),
        "share": (Role.SHARE, listed("partager|partager l'article|partager cet article|partagez|partagez cet article|partager sur facebook|partager sur twitter|partager sur x|partager sur whatsapp|partager sur linkedin|partager par e-mail|partager par mail|copier le lien|lien copié|imprimer|imprimer l'article|envoyer par mail|envoyer par e-mail|envoyer à un ami|enregistrer|ajouter à mes favoris|offrir l'article|offrir cet article|écouter l'article|écouter cet article|suivez-nous|nous suivre|suivez-nous sur|lire plus tard|ajouter à vos favoris|sauvegarder l'article|réagir|classer|ajouter aux favoris|envoyer par email|partager via")),
        "related": (Role.RELATED, listed("à lire aussi|a lire aussi|lire aussi|à lire également|lire également|à voir aussi|voir aussi|sur le même sujet|sur le même thème|dans la même rubrique|articles liés|articles similaires|articles connexes|les plus lus|les articles les plus lus|les plus populaires|les plus partagés|les plus commentés|à la une|plus d'articles|nos recommandations|vous aimerez aussi|vous aimerez peut-être|à découvrir aussi|à ne pas manquer|à suivre|derniers articles|dernières actualités|les dernières actualités|lire la suite de nos articles|nos derniers articles|contenus sponsorisés|ailleurs sur le web|en ce moment|pour aller plus loin|en savoir plus sur le sujet|sélectionné pour vous|recommandé pour vous|l'actualité en continu|les plus récents|à lire|en lien|pour approfondir|dans l'actualité")),
        "read_more": (Role.CALL_TO_ACTION, listed("lire la suite|lire l'article|lire plus|lire l'article complet|en savoir plus|continuer la lecture|poursuivre la lecture|voir la vidéo|voir les commentaires|voir les photos|cliquez ici|la suite après la publicité|la suite après cette publicité|l'article continue après la publicité|voir le diaporama|voir la galerie|je découvre|lire le dossier|afficher la suite|lisez la suite|regarder la vidéo|voir plus d'articles")),
        "comments": (Role.COMMENTS, listed("commentaires|commentaire|commenter|laisser un commentaire|ajouter un commentaire|écrire un commentaire|poster un commentaire|publier un commentaire|votre commentaire|vos commentaires|réagissez|réagir à l'article|aucun commentaire|pas de commentaire|voir tous les commentaires|tous les commentaires|répondre|signaler|signaler un abus|vos réactions|les commentaires sont fermés|soyez le premier à commenter|annuler la réponse|lire les commentaires|réactions|donnez votre avis|rejoignez la conversation|participer à la conversation")),
        "newsletter": (Role.NEWSLETTER, listed("s'inscrire à la newsletter|inscrivez-vous à la newsletter|inscrivez-vous à notre newsletter|recevoir la newsletter|nos newsletters|je m'inscris|votre adresse e-mail|votre adresse email|adresse e-mail|votre e-mail|votre email|recevez notre newsletter|abonnez-vous à notre newsletter|abonnez-vous à la newsletter|la newsletter|inscription à la newsletter|m'inscrire")),
        "advert": (Role.ADVERT, listed("publicité|annonce|annonces|contenu sponsorisé|sponsorisé|publi-rédactionnel|publicité - lire la suite ci-dessous|contenu partenaire|publireportage|communiqué sponsorisé|la publicité|pub")),
        "consent": (Role.CONSENT, listed("accepter|tout accepter|accepter et fermer|tout refuser|refuser|continuer sans accepter|paramétrer les cookies|paramètres des cookies|gérer les cookies|gérer mes cookies|gérer mes choix|politique de cookies|j'accepte|accepter les cookies|préférences cookies|personnaliser mes choix")),
        "tags": (Role.TAGS, listed("mots-clés|mots clés|thèmes|thématiques|étiquettes|sur les thèmes|dans cet article|sujets|thèmes associés|tags associés|voir aussi sur ces thèmes")),
        "author_box": (Role.AUTHOR_BOX, listed("à propos de l'auteur|l'auteur|l'autrice|auteur|tous ses articles|tous les articles de l'auteur|voir tous les articles|du même auteur|ses derniers articles|voir ses articles|contacter l'auteur|suivre l'auteur")),
        "copyright": (Role.COPYRIGHT, listed("tous droits réservés|reproduction interdite|tous droits de reproduction réservés|reproduction partielle ou totale interdite")),
        "widget": (Role.WIDGET, listed("lire la vidéo|vidéo|vidéos|diaporama|galerie photos|agrandir l'image|agrandir|fermer|chargement|chargement en cours|plein écran|voir en plein écran|sondage|en images|en vidéo|lecture automatique|contenu non disponible|ce contenu est bloqué|écouter|veuillez activer javascript|infographie")),
    },
    counted={
        "comment_count": (Role.COMMENTS, listed("# commentaires|# commentaire|commentaires #|# réactions|voir les # commentaires|lire les # commentaires|# réaction")),
        "share_count": (Role.SHARE, listed("# partages|# partage|partages #|# vues|# lectures")),
        "reading_time": (Role.OTHER, listed("temps de lecture : # min|temps de lecture # min|temps de lecture: # min|temps de lecture : # minutes|temps de lecture # minutes|temps de lecture : # minute|lecture # min|# min de lecture|# minutes de lecture|lecture : # min|# mn de lecture|temps de lecture : # mn|temps de lecture estimé : # minutes|durée de lecture : # min|lecture # minutes")),
        "relative_time": (Role.OTHER, listed("il y a # heures|il y a # heure|il y a # minutes|il y a # minute|il y a # min|il y a # h|il y a # jours|il y a # jour|il y a # semaines|il y a # semaine|il y a # mois|il y a # ans|il y a # an")),
        "widget_count": (Role.WIDGET, listed("photo # sur #|image # sur #|# photos|photo # / #")),
    },
    caption_labels=listed("légende|légende de la photo|légende photo|légende image"),
    credit_labels=listed("photo|photos|crédit photo|crédits photo|crédit|crédits|crédit photos|source|sources|image|photo d'illustration|photo d'archives|image d'illustration|infographie|illustration|photo de|crédit image|copyright|photographe|vidéo|© photo|visuel|archives|photographie|source photo|dessin|crédits photos"),
    related_labels=listed("à lire aussi|a lire aussi|lire aussi|lire également|à lire également|à lire|lire|voir aussi|à voir aussi|à écouter|à écouter aussi|sur le même sujet|pour aller plus loin|vidéo|en images|en vidéo|notre dossier|dossier|à relire|retrouvez|en lire plus|lire plus|entretien|reportage|podcast|direct|à consulter aussi"),
    published_labels=listed("publié|publié le|publiée le|mis en ligne le|posté le|paru le|date de publication|créé le|article publié le|rédigé le|publication|publié hier|date|écrit le|diffusé le|publication le"),
    modified_labels=listed("mis à jour|mis à jour le|mise à jour|mise à jour le|modifié le|dernière mise à jour|dernière mise à jour le|dernière modification|actualisé le|màj|maj|maj le|modifié|article mis à jour le|dernière modification le"),
    byline_words=listed("par|propos recueillis par|texte|texte de|texte par|écrit par|rédigé par|publié par|article de|article écrit par|un article de|auteur|auteurs|auteure|autrice|reportage de|posté par|recueilli par|entretien par|analyse de|chronique de|par notre correspondant|par notre correspondante|par notre envoyé spécial|par notre envoyée spéciale|de notre correspondant|tribune de|enquête de|une enquête de"),
    editor_words=listed("édition|édité par|relecture|relu par|traduction|traduit par|montage|révision|secrétariat de rédaction|adaptation|mise en page|réalisation"),
    name_joiners=("et", "avec"),
    kickers=listed("exclusif|direct|en direct|vidéo|vidéos|analyse|opinion|tribune|éditorial|édito|entretien|interview|reportage|enquête|portrait|chronique|récit|décryptage|info|alerte|urgent|en images|podcast|billet|dossier|critique|live|témoignage|témoignages|document|grand entretien|info exclusive|diaporama|carte|cartes|infographie|avis de décès|nécrologie|fact-checking|vrai ou faux|dernière minute"),
    tails=listed("lire la suite|lire l'article|en savoir plus|lire plus|cliquez ici|voir plus|lire l'article complet"),
    home=listed("accueil|vous êtes ici|page d'accueil|home"),
    job_titles=listed("journaliste|correspondant|correspondante|envoyé|envoyée|rédacteur|rédactrice|éditorialiste|chroniqueur|chroniqueuse|reporter|photographe|rédaction|stagiaire|chef|cheffe|directeur|directrice|spécial|spéciale|grand|pigiste|responsable|adjoint|adjointe|rubrique"),
    note_labels={
        "correction": listed("correction|rectificatif|erratum|précision|une version précédente de cet article|une première version de cet article|dans une version précédente de cet article|une version antérieure de cet article"),
        "update": listed("cet article a été mis à jour|cet article a été actualisé|article mis à jour avec"),
        "embargo": listed("sous embargo jusqu'au|embargo"),
        "editor": listed("note de la rédaction|ndlr|note de l'éditeur|précision de la rédaction|note aux lecteurs"),
        "disclaimer": listed("avertissement|les propos tenus dans cet article|les opinions exprimées dans cet article|les points de vue exprimés dans cet article"),
    },
    months=listed("janvier,janv,jan|février,févr,fév,fevrier,fevr|mars|avril,avr|mai|juin|juillet,juil|août,aout|septembre,sept,sep|octobre,oct|novembre,nov|décembre,déc,decembre,dec"),
    weekdays=listed("lundi,lun|mardi,mar|mercredi,mer|jeudi,jeu|vendredi,ven|samedi,sam|dimanche,dim"),
    date_words=listed("à|le|h|heures|er|heure de paris|min"),
    invitations=(
        r"^(?:suivez|retrouvez|rejoignez)(?:-nous| nous| notre| toute l'actualité)\b.{0,80}\b(?:facebook|twitter|instagram|whatsapp|youtube|tiktok|linkedin|google|application|newsletter)",
        r"^(?:inscrivez|abonnez)[ -]vous\b.{0,80}\b(?:newsletter|gratuit|chaîne|offre|essai|maintenant|alertes)",
        r"^(?:cliquez|cliquer) ici\b",
        r"^(?:déjà|pas encore) abonnée?\b",
        r"^(?:laissez|donnez|partagez)\b.{0,30}\b(?:commentaires?|avis|réactions)\b.{0,30}$",
        r"^(?:téléchargez) (?:notre|l')\s?(?:application|appli)\b",
        r"^(?:cet article|la suite de cet article|il vous reste).{0,40}\b(?:réservée? aux abonnés|à lire|est réservé)",
        r"^une (?:information|suggestion|remarque)\b.{0,60}\b(?:écrivez|contactez)",
    ),
    appeals=(
        (("une commission", "une petite commission"), r"\bnous (?:pouvons|pourrions) (?:percevoir|recevoir|toucher) une (?:petite )?commission\b"),
        (("contient des liens",), r"\bcontient des liens (?:affiliés|d'affiliation)\b"),
        (("soutenez",), r"^soutenez(?:-nous| notre (?:travail|journal|rédaction)| le journalisme indépendant)\b"),
    ),
)
