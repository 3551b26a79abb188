"""Portuguese words of a news page."""

from __future__ import annotations

from pipeline.label.lexicon.types import Lexicon, listed
from schemas.stages import Role

LEXICON = Lexicon(
    language="pt",
    phrases={
        "skip_link": (Role.NAVIGATION, listed("ir para o conteúdo|pular para o conteúdo|ir para o conteúdo principal|pular para o conteúdo principal|saltar para o conteúdo|voltar ao topo|voltar para o topo|ir para o topo|ir para o menu|ir para conteúdo")),
        "menu": (Role.NAVIGATION, listed("início|página inicial|menu principal|abrir menu|fechar menu|pesquisar|pesquisa|busca|entrar|fazer login|iniciar sessão|terminar sessão|sair|cadastre-se|registe-se|registar|minha conta|assine|assine já|assinar|contacto|contato|fale conosco|quem somos|política de privacidade|mapa do site|secções|seções|todas as seções|ver mais|ver todos|ver todas|veja todos|mostrar mais|carregar mais|próxima página|página anterior|anterior|seguinte|próximo|ao vivo|última hora|últimas notícias|edição impressa|termos de uso|ficha técnica|ver menos|voltar à página inicial|editorias")),
        "share": (Role.SHARE, listed("compartilhe|compartilhar|partilhar|partilhe|compartilhar no facebook|compartilhar no twitter|compartilhar no x|compartilhar no whatsapp|compartilhe no whatsapp|compartilhe no facebook|compartilhar no linkedin|partilhar no facebook|partilhar no twitter|partilhar no whatsapp|compartilhe essa notícia|compartilhe esta notícia|compartilhar matéria|compartilhe esta matéria|partilhar artigo|partilhe este artigo|copiar link|copiar ligação|link copiado|imprimir|enviar por email|enviar por e-mail|guardar|salvar|salvar artigo|guardar artigo|ouvir|ouvir artigo|ouça este conteúdo|siga-nos|siga-nos no|siga-nos em|oferecer artigo|presentear|seguir")),
        "related": (Role.RELATED, listed("leia também|leia mais|leia ainda|veja também|veja mais|ver também|notícias relacionadas|artigos relacionados|matérias relacionadas|conteúdo relacionado|relacionadas|relacionados|saiba mais|mais lidas|as mais lidas|mais lidos|os mais lidos|mais vistas|mais vistos|mais populares|mais notícias|outras notícias|últimas|recomendadas|recomendados|recomendado para você|recomendados para si|recomendamos|você pode gostar|você também pode gostar|também lhe pode interessar|pode interessar|pode também gostar|em destaque|destaques|não perca|leia a seguir|a seguir|mais sobre|posts relacionados|sobre o mesmo tema|tópicos relacionados|continue lendo|mais do autor|em alta|últimos artigos|artigos recentes|confira também|mais conteúdo")),
        "read_more": (Role.CALL_TO_ACTION, listed("ler mais|leia a íntegra|continuar a ler|continue a ler|continuar lendo|continue lendo|leia a matéria completa|leia o artigo completo|ler artigo completo|ler notícia|clique aqui|ver vídeo|ver galeria|ver fotos|ver comentários|saber mais|assista ao vídeo|assista|leia a reportagem completa|ver notícia|continua após a publicidade|continua depois da publicidade|artigo continua após publicidade|veja o vídeo|veja as fotos|mostrar conteúdo")),
        "comments": (Role.COMMENTS, listed("comentários|comentário|comentar|comente|deixe um comentário|deixe o seu comentário|deixe seu comentário|deixe uma resposta|deixar um comentário|escreva um comentário|adicionar comentário|enviar comentário|publicar comentário|sem comentários|nenhum comentário|ver todos os comentários|todos os comentários|responder|denunciar|cancelar resposta|comentários encerrados|os comentários estão fechados|participe da conversa|seja o primeiro a comentar|faça um comentário|comente esta notícia|os comentários são de responsabilidade exclusiva de seus autores")),
        "newsletter": (Role.NEWSLETTER, listed("assine a newsletter|assine nossa newsletter|subscreva a newsletter|subscreva a nossa newsletter|receba a newsletter|receba nossa newsletter|seu e-mail|seu email|o seu email|o seu e-mail|endereço de e-mail|endereço de email|subscrever|inscreva-se|inscrever-se|quero receber|assine a nossa newsletter|receba as notícias por e-mail")),
        "advert": (Role.ADVERT, listed("publicidade|anúncio|anúncios|conteúdo patrocinado|patrocinado|pub|conteúdo de marca|informe publicitário|publieditorial|continua após publicidade|publicidade continue a leitura a seguir|propaganda")),
        "consent": (Role.CONSENT, listed("aceitar|aceitar tudo|aceitar todos|aceitar cookies|aceitar todos os cookies|aceito|rejeitar|rejeitar tudo|recusar|configurar cookies|configurações de cookies|definições de cookies|política de cookies|gerir cookies|gerenciar cookies|concordo|entendi|prosseguir")),
        "tags": (Role.TAGS, listed("tópicos|temas|etiquetas|palavras-chave|assuntos|neste artigo|mais sobre o assunto|tudo sobre|arquivado em")),
        "author_box": (Role.AUTHOR_BOX, listed("sobre o autor|sobre a autora|autor|autora|ver todos os artigos|todos os posts do autor|mais artigos do autor|veja todos os posts|ver perfil")),
        "copyright": (Role.COPYRIGHT, listed("todos os direitos reservados|direitos reservados|reprodução proibida|proibida a reprodução|é proibida a reprodução")),
        "widget": (Role.WIDGET, listed("ampliar imagem|ampliar|ampliar foto|fechar|carregando|a carregar|reproduzir|tela cheia|ecrã inteiro|galeria de fotos|galeria|fotogaleria|enquete|sondagem|fechar anúncio|ative o javascript|ver imagem|vídeo|vídeos|infográfico|fechar publicidade|áudio")),
    },
    counted={
        "comment_count": (Role.COMMENTS, listed("# comentários|# comentário|comentários #|ver # comentários|ver os # comentários")),
        "share_count": (Role.SHARE, listed("# partilhas|# compartilhamentos|# visualizações|# partilha|partilhas #")),
        "reading_time": (Role.OTHER, listed("# min de leitura|# minutos de leitura|# min. de leitura|tempo de leitura: # min|tempo de leitura: # minutos|tempo de leitura # min|tempo de leitura # minutos|# minuto de leitura|leitura # min|leitura: # min|tempo de leitura: # minuto|# mins de leitura|tempo de leitura estimado: # minutos")),
        "relative_time": (Role.OTHER, listed("há # horas|há # hora|há # minutos|há # minuto|há # min|há # dias|há # dia|há # semanas|há # semana|há # meses|há # mês|há # anos|há # ano|# horas atrás|# hora atrás|# minutos atrás|# dias atrás|# dia atrás|há # horas atrás")),
        "widget_count": (Role.WIDGET, listed("foto # de #|imagem # de #|# fotos|# imagens")),
    },
    caption_labels=listed("legenda|legenda da foto|legenda da imagem"),
    credit_labels=listed("foto|fotos|fotografia|imagem|imagens|crédito|créditos|fonte|foto de|foto por|crédito da foto|crédito da imagem|foto de arquivo|foto ilustrativa|arquivo|divulgação|reprodução|ilustração|infografia|infográfico|vídeo|fotógrafo|imagem ilustrativa|fonte da imagem|créditos da imagem|fotografia de|créditos da foto|arte"),
    related_labels=listed("leia também|leia mais|leia ainda|veja também|veja mais|ver também|saiba mais|ler também|ler mais|leia|veja|assista|ouça|confira|relacionada|relacionado|matéria relacionada|notícia relacionada|vídeo|vídeos|podcast|ao vivo|entrevista|em fotos|fotos|não perca|confira também|leia aqui|entenda|assista também"),
    published_labels=listed("publicado|publicado em|publicado a|publicada em|publicado no dia|data de publicação|data|criado em|postado em|postado|publicação|veiculado em"),
    modified_labels=listed("atualizado|atualizado em|atualizada em|atualizado a|atualizado às|última atualização|última atualização em|modificado em|última modificação|actualizado|actualizado em|última modificação em|atualização|editado em"),
    byline_words=listed("por|da redação com|escrito por|texto|texto de|textos|reportagem de|reportagem|publicado por|autor|autora|autores|postado por|texto por|entrevista de|análise de|um artigo de|por nosso correspondente|redigido por"),
    editor_words=listed("edição|editado por|edição de|tradução|traduzido por|montagem|revisão|edição e texto final|redação|supervisão|sob supervisão de|com supervisão de"),
    name_joiners=("e", "com"),
    kickers=listed("exclusivo|exclusiva|ao vivo|direto|em direto|última hora|vídeo|vídeos|análise|opinião|entrevista|editorial|reportagem|crónica|crônica|perfil|coluna|urgente|fotos|podcast|crítica|obituário|investigação|fotogaleria|artigo|alerta|fact-check|fato ou fake|especial|resenha|cartas ao diretor|agora"),
    tails=listed("leia mais|ler mais|saiba mais|continue lendo|clique aqui|veja mais|continuar a ler|leia a matéria completa|leia também"),
    home=listed("início|página inicial|home|você está aqui|está aqui|capa|inicial|notícias"),
    job_titles=listed("jornalista|correspondente|repórter|redator|redatora|editor|editora|colunista|enviado|enviada|fotógrafo|fotógrafa|diretor|diretora|colaborador|colaboradora|chefe|especial|redação|redacção|estagiário|estagiária|economista|comentador|fotojornalista"),
    note_labels={
        "correction": listed("correção|errata|retificação|erramos|uma versão anterior deste artigo|uma versão anterior desta reportagem|uma versão anterior deste texto|em uma versão anterior deste texto"),
        "update": listed("este artigo foi atualizado|esta notícia foi atualizada|esta reportagem foi atualizada|notícia em atualização|notícia em desenvolvimento"),
        "embargo": listed("sob embargo até|embargado até"),
        "editor": listed("nota do editor|nota da redação|nota de redação|nota da redacção|nota à redação|nota da editora"),
        "disclaimer": listed("isenção de responsabilidade|as opiniões expressas neste artigo|este texto não reflete necessariamente|os textos publicados nesta seção"),
    },
    months=listed("janeiro,jan|fevereiro,fev|março,mar,marco|abril,abr|maio,mai|junho,jun|julho,jul|agosto,ago|setembro,set|outubro,out|novembro,nov|dezembro,dez"),
    weekdays=listed("segunda-feira,segunda,seg|terça-feira,terça,ter|quarta-feira,quarta,qua|quinta-feira,quinta,qui|sexta-feira,sexta,sex|sábado,sáb,sab|domingo,dom"),
    date_words=listed("às|as|à|de|em|h|hs|horas|min|do|dia|no"),
    invitations=(
        r"^(?:siga|acompanhe|curta)(?:-nos| nos| o| a| nosso| nossa)\b.{0,80}\b(?:facebook|twitter|instagram|whatsapp|youtube|tiktok|telegram|linkedin|google)",
        r"^(?:assine|subscreva|inscreva-se|cadastre-se|registe-se|participe)\b.{0,80}\b(?:newsletter|boletim|grátis|gratuitamente|canal|alertas|grupo|comunidade)",
        r"^clique (?:aqui|no|em)\b",
        r"^(?:deixe|escreva|compartilhe|partilhe)\b.{0,30}\b(?:comentários?|opinião)\b.{0,30}$",
        r"^(?:baixe|descarregue|instale) (?:o nosso|nosso|o|a nossa)\s?(?:app|aplicativo|aplicação)\b",
        r"^(?:já é|ainda não é) assinante\b",
        r"^(?:receba|quer receber)\b.{0,80}\b(?:e-?mail|newsletter|whatsapp|telegram|celular)\b",
    ),
    appeals=(
        (("comissão",), r"\b(?:podemos|poderemos) (?:receber|ganhar) uma (?:pequena )?comissão\b"),
        (("contém link",), r"\bcontém links? de afiliad\w{1,3}\b"),
        (("apoie ",), r"^apoie (?:o nosso jornalismo|o jornalismo independente)\b"),
    ),
)
