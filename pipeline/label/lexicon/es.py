"""Spanish words of a news page."""

from __future__ import annotations

from pipeline.label.lexicon.types import Lexicon, listed
from schemas.stages import Role

LEXICON = Lexicon(
    language="es",
    phrases={
        "skip_link": (Role.NAVIGATION, listed("ir al contenido|saltar al contenido|saltar al contenido principal|ir al contenido principal|volver arriba|ir arriba|subir|saltar a navegación|ir a la navegación")),
        "menu": (Role.NAVIGATION, listed("inicio|menú|menú principal|abrir menú|cerrar menú|buscar|búsqueda|iniciar sesión|inicia sesión|cerrar sesión|registrarse|regístrate|mi cuenta|suscríbete|suscribirse|suscripción|contacto|contáctenos|quiénes somos|aviso legal|política de privacidad|mapa del sitio|secciones|todas las secciones|ver más|ver todo|ver todos|mostrar más|cargar más|página siguiente|página anterior|siguiente|anterior|artículo anterior|artículo siguiente|en vivo|en directo|portada|hemeroteca|últimas noticias|edición impresa|términos y condiciones|volver a la portada|volver al inicio|ver menos")),
        "share": (Role.SHARE, listed("compartir|comparte|compartir en facebook|compartir en twitter|compartir en x|compartir en whatsapp|compartir en linkedin|compartir por correo|compartir por whatsapp|compartir noticia|comparte esta noticia|compartir esta noticia|comparte este artículo|compartir artículo|compartir este artículo|copiar enlace|copiar link|copiar url|enlace copiado|imprimir|enviar por correo|enviar por email|guardar|guardar artículo|escuchar noticia|escuchar|escuchar artículo|síguenos|síguenos en|seguinos en|seguir|desplegar redes sociales|regalar artículo|enviar|compártelo|correo electrónico|guardar noticia")),
        "related": (Role.RELATED, listed("relacionado|relacionados|relacionadas|noticias relacionadas|artículos relacionados|contenido relacionado|notas relacionadas|información relacionada|temas relacionados|más información|más noticias|lo más leído|lo más visto|más leídas|más leídos|las más leídas|más vistas|lo más reciente|lee también|lea también|leer también|te puede interesar|te puede gustar|te recomendamos|también te puede interesar|te podría interesar|le puede interesar|puede interesarte|podría interesarte|recomendados|recomendadas|recomendado|ver también|además|otras noticias|otros artículos|últimos artículos|no te pierdas|destacadas|destacados|archivado en:|en esta noticia|mirá también|leé también|seguí leyendo|más sobre este tema|sigue leyendo|lo más popular|lo último|te sugerimos|entradas relacionadas|más de esta sección")),
        "read_more": (Role.CALL_TO_ACTION, listed("leer más|leer más noticias|seguir leyendo|sigue leyendo|continuar leyendo|continúa leyendo|leer artículo completo|leer noticia completa|leer la noticia completa|ver video|ver vídeo|ver galería|ver fotos|ver comentarios|haz clic aquí|haga clic aquí|clic aquí|más información aquí|conoce más|saber más|leer nota completa|leer el artículo completo|la noticia continúa después de la publicidad|ver noticia")),
        "comments": (Role.COMMENTS, listed("comentarios|comentario|comentar|deja un comentario|dejar un comentario|deja tu comentario|deja una respuesta|escribe un comentario|escribir un comentario|añadir comentario|agregar comentario|publicar comentario|sin comentarios|ver todos los comentarios|todos los comentarios|responder|denunciar|reportar comentario|cancelar respuesta|comenta esta noticia|opina|únete a la conversación|los comentarios están cerrados|participa en la conversación|sé el primero en comentar|cancelar la respuesta|comenta")),
        "newsletter": (Role.NEWSLETTER, listed("boletín|boletines|suscríbete al boletín|suscríbete a nuestro boletín|suscríbete a nuestra newsletter|suscríbete a la newsletter|recibe nuestro boletín|tu correo electrónico|tu email|correo electrónico|apúntate|quiero recibirla|apúntate a nuestra newsletter|dirección de correo electrónico|recibe la newsletter|recíbela|quiero suscribirme")),
        "advert": (Role.ADVERT, listed("publicidad|anuncio|anuncios|contenido patrocinado|patrocinado|contenido promocionado|espacio publicitario|contenido de marca|publirreportaje|pasa para continuar leyendo|continúa después de la publicidad|sigue después de la publicidad")),
        "consent": (Role.CONSENT, listed("aceptar|aceptar todo|aceptar todas|aceptar cookies|aceptar y continuar|rechazar|rechazar todo|configurar cookies|configuración de cookies|política de cookies|gestionar cookies|más opciones|aceptar todas las cookies|privacidad")),
        "tags": (Role.TAGS, listed("etiquetas|temas|archivado en|palabras clave|en este artículo|se habla de|más sobre|tópicos|temas de la noticia|sobre este tema|etiquetado")),
        "author_box": (Role.AUTHOR_BOX, listed("sobre el autor|sobre la autora|sobre la firma|acerca del autor|autor|autora|más del autor|ver todos los artículos|ver más artículos del autor|ver biografía|todos los artículos del autor|sobre el periodista")),
        "copyright": (Role.COPYRIGHT, listed("todos los derechos reservados|derechos reservados|prohibida su reproducción|prohibida su reproducción total o parcial")),
        "widget": (Role.WIDGET, listed("ver imagen|ampliar imagen|ampliar foto|ampliar|cerrar|cargando|reproducir|pantalla completa|galería de fotos|fotogalería|galería|encuesta|video|vídeo|videos|vídeos|fotos|audio|activar sonido|infografía|activa javascript|cerrar publicidad")),
    },
    counted={
        "comment_count": (Role.COMMENTS, listed("# comentarios|# comentario|comentarios #|ver # comentarios|ver los # comentarios|ver comentarios #|comentar #")),
        "share_count": (Role.SHARE, listed("# compartidos|# compartidas|# veces compartido|# visitas|# vistas|compartido # veces")),
        "reading_time": (Role.OTHER, listed("# min de lectura|# minutos de lectura|# min. de lectura|tiempo de lectura: # min|tiempo de lectura: # minutos|tiempo de lectura # min|tiempo de lectura: # minuto|lectura # min|lectura: # min|# minuto de lectura|tiempo de lectura estimado: # minutos|# mins de lectura|lectura de # minutos|lectura de # min")),
        "relative_time": (Role.OTHER, listed("hace # horas|hace # hora|hace # minutos|hace # minuto|hace # min|hace # días|hace # día|hace # semanas|hace # semana|hace # meses|hace # mes|hace # años|hace # año")),
        "widget_count": (Role.WIDGET, listed("foto # de #|imagen # de #|# fotos|# imágenes")),
    },
    caption_labels=listed("pie de foto|leyenda|pie de imagen|descripción de la foto"),
    credit_labels=listed("foto|fotos|fotografía|fotografías|imagen|imágenes|crédito|créditos|fuente|fuente de la imagen|foto de archivo|foto por|foto de|vídeo|video|fotógrafo|ilustración|infografía|archivo|crédito de la imagen|foto cortesía|cortesía|gráfico|imagen de archivo|captura de pantalla|imagen ilustrativa|créditos de la foto|fotografía de|© foto"),
    related_labels=listed("lee también|lea también|leer también|también|también lee|también puedes leer|puedes leer|te puede interesar|le puede interesar|más información|relacionado|relacionada|noticia relacionada|nota relacionada|ver también|lee además|lea además|leer más|mira también|mirá también|leé también|le recomendamos|te recomendamos|te recomendamos leer|no te pierdas|vídeo|video|en vídeo|fotos|en fotos|en imágenes|podcast|en vivo|también te puede interesar|sigue leyendo|lee más|lea más|lea aquí|en directo"),
    published_labels=listed("publicado|publicado el|publicada|publicada el|publicado en|fecha de publicación|fecha|creado el|creado|creada|publicación"),
    modified_labels=listed("actualizado|actualizado el|actualizada|actualizada el|última actualización|act|actualizado a|modificado|modificado el|última modificación|act. a las|actualización|actualizado a las"),
    byline_words=listed("por|escrito por|texto|texto de|textos|redactado por|publicado por|autor|autora|autores|una entrevista de|crónica de|reportaje de|texto por|un reportaje de|entrevista de|análisis de|por nuestro corresponsal|por nuestra corresponsal"),
    editor_words=listed("edición|editado por|editor|edición de|traducción|traducido por|montaje|editado en español por|información de|redacción"),
    name_joiners=("y", "e", "con"),
    kickers=listed("exclusiva|exclusivo|en vivo|en directo|directo|última hora|vídeo|video|análisis|opinión|entrevista|editorial|reportaje|crónica|perfil|columna|tribuna|urgente|fotos|en fotos|podcast|reseña|crítica|obituario|investigación|alerta|videos|minuto a minuto|cartas al director|verificación|en imágenes|ahora|lo último"),
    tails=listed("leer más|seguir leyendo|ver más|sigue leyendo|más información|haz clic aquí|leer nota completa|leer artículo completo|lee más|continuar leyendo"),
    home=listed("inicio|portada|home|estás en|usted está aquí|estás aquí|página de inicio|noticias"),
    job_titles=listed("periodista|corresponsal|redactor|redactora|reportero|reportera|editor|editora|columnista|enviado|enviada|fotógrafo|fotógrafa|jefe|jefa|director|directora|colaborador|colaboradora|especial|redacción|subdirector|subdirectora|escritor|escritora|sección|economista|analista"),
    note_labels={
        "correction": listed("corrección|fe de errores|fe de erratas|rectificación|una versión anterior de este artículo|en una versión anterior de este artículo|una versión previa de este artículo"),
        "update": listed("esta noticia ha sido actualizada|este artículo ha sido actualizado|esta nota ha sido actualizada|noticia en desarrollo|esta es una noticia en desarrollo"),
        "embargo": listed("embargado hasta|bajo embargo hasta"),
        "editor": listed("nota del editor|nota de la redacción|nota de redacción|n. de la r|nota de la editora|nota al lector"),
        "disclaimer": listed("descargo de responsabilidad|las opiniones expresadas en este artículo|las opiniones vertidas en este artículo|aviso al lector"),
    },
    months=listed("enero,ene|febrero,feb|marzo,mar|abril,abr|mayo,may|junio,jun|julio,jul|agosto,ago|septiembre,setiembre,sep,sept,set|octubre,oct|noviembre,nov|diciembre,dic"),
    weekdays=listed("lunes,lun|martes,mar|miércoles,mié,mie|jueves,jue|viernes,vie|sábado,sáb,sab|domingo,dom"),
    date_words=listed("a las|a la|de|del|el|h|hs|hrs|horas|a|las"),
    invitations=(
        r"^(?:síguenos|seguinos|sigue nuestra|sigue toda la)\b.{0,80}\b(?:facebook|twitter|instagram|whatsapp|youtube|tiktok|telegram|x\b|newsletter|google)",
        r"^(?:suscríbete|suscríbase|regístrate|apúntate|únete)\b.{0,80}\b(?:newsletter|boletín|gratis|canal|alertas|aquí|grupo|comunidad)",
        r"^(?:haz|haga|hacé|da|dé) (?:clic|click) (?:aquí|acá|en)\b",
        r"^(?:deja|dejanos|déjanos|comparte|escribe)\b.{0,30}\b(?:comentarios?|opinión)\b.{0,30}$",
        r"^(?:descarga|descárgate|descargue) (?:nuestra|la) (?:app|aplicación)\b",
        r"^¿(?:ya eres|aún no eres|no estás) (?:suscriptor|registrad)",
        r"^(?:recibe|recibí) (?:en tu|las|nuestras|todas|gratis|los)\b.{0,80}\b(?:correo|email|newsletter|whatsapp)",
    ),
    appeals=(
        (("comisión",), r"\b(?:podemos|podríamos) (?:recibir|ganar|obtener) una (?:pequeña )?comisión\b"),
        (("enlaces de",), r"\b(?:contiene|incluye) enlaces de afiliad\w{1,3}\b"),
        (("apoya ",), r"^apoya (?:nuestro periodismo|el periodismo independiente)\b"),
    ),
)
