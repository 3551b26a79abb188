"""The forms of address that players, posts, maps, charts and documents are embedded by, and the page a reader can open.

A row holds for an address by its form; nothing else asks whose the service is. Rows are in order, and the first
whose pattern matches the address without its scheme and "www." says the kind and the page.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Form(NamedTuple):
    """A kind of embed, the pattern of its address, and the page's address; None where it is the embed's own.

    `{1}` and so on are the groups of the pattern. A page of "=name" is what the address's query holds by that name.
    """

    kind: str
    pattern: re.Pattern[str]
    page: str | None


_ID = r"([\w-]{1,64})"


def _form(kind: str, pattern: str, page: str | None = None) -> Form:
    return Form(kind, re.compile(pattern, re.IGNORECASE), page)


FORMS: tuple[Form, ...] = (
    _form("video", rf"youtube(?:-nocookie)?\.com/embed/videoseries\?(?:.{{0,80}}&)?list={_ID}",
          "https://www.youtube.com/playlist?list={1}"),
    _form("video", r"(?:m\.)?youtube(?:-nocookie)?\.com/(?:embed|v|e|shorts|live)/([\w-]{11})(?![\w-])",
          "https://www.youtube.com/watch?v={1}"),
    _form("video", r"(?:m\.)?youtube(?:-nocookie)?\.com/watch\?(?:.{0,80}&)?v=([\w-]{11})(?![\w-])",
          "https://www.youtube.com/watch?v={1}"),
    _form("video", r"youtu\.be/([\w-]{11})(?![\w-])", "https://www.youtube.com/watch?v={1}"),
    _form("video", r"player\.vimeo\.com/video/(\d{1,12})", "https://vimeo.com/{1}"),
    _form("video", r"vimeo\.com/(\d{1,12})(?!\d)", "https://vimeo.com/{1}"),
    _form("video", rf"(?:geo\.)?dailymotion\.com/(?:embed/)?video/{_ID}", "https://www.dailymotion.com/video/{1}"),
    _form("video", rf"geo\.dailymotion\.com/player[^?]{{0,40}}\?(?:.{{0,80}}&)?video={_ID}",
          "https://www.dailymotion.com/video/{1}"),
    _form("video", r"facebook\.com/plugins/video\.php\?", "=href"),
    _form("post", r"facebook\.com/plugins/post\.php\?", "=href"),
    _form("video", r"facebook\.com/(?:watch/?\?|reel/|[\w.-]{1,80}/videos/)"),
    _form("post", r"facebook\.com/(?:[\w.-]{1,80}/(?:posts|photos)/|permalink\.php\?|photo\.php\?|story\.php\?)"),
    _form("post", r"platform\.(?:twitter|x)\.com/embed/(?:index|tweet)\.html\?(?:.{0,400}&)?id=(\d{1,20})",
          "https://twitter.com/i/status/{1}"),
    _form("post", r"(?:mobile\.)?(?:twitter|x)\.com/(\w{1,20}(?:/web)?)/status(?:es)?/(\d{1,20})",
          "https://twitter.com/{1}/status/{2}"),
    _form("post", rf"instagram\.com/(?:[\w.]{{1,30}}/)?(p|reel|tv)/{_ID}", "https://www.instagram.com/{1}/{2}/"),
    _form("post", rf"(?:threads\.(?:net|com))/(@[\w.]{{1,40}})/post/{_ID}", "https://www.threads.net/{1}/post/{2}"),
    _form("video", r"tiktok\.com/(@[\w.-]{1,40})/video/(\d{1,22})", "https://www.tiktok.com/{1}/video/{2}"),
    _form("video", r"tiktok\.com/(?:embed(?:/v\d)?|player/v\d)/\d{1,22}"),
    _form("post", rf"embed\.bsky\.app/embed/(did:[\w:]{{1,60}})/app\.bsky\.feed\.post/{_ID}",
          "https://bsky.app/profile/{1}/post/{2}"),
    _form("post", rf"bsky\.app/profile/([\w.:-]{{1,80}})/post/{_ID}", "https://bsky.app/profile/{1}/post/{2}"),
    _form("post", r"(?:embed\.)?reddit(?:media)?\.com/(r/\w{1,30}/comments/[\w/]{1,120})", "https://www.reddit.com/{1}"),
    _form("post", r"linkedin\.com/embed/feed/update/(urn:li:\w{1,20}:\d{1,22})",
          "https://www.linkedin.com/feed/update/{1}"),
    _form("post", r"t\.me/(\w{1,40}/\d{1,12})(?:\?|$)", "https://t.me/{1}"),
    _form("post", r"([\w.-]{1,80}/@[\w.@-]{1,80}/\d{10,24})(?:/embed|$)", "https://{1}"),
    _form("post", r"vk\.com/(?:wall-?\d|widget_post)"),
    _form("post", rf"tumblr\.com/post/|embed\.tumblr\.com/embed/post/{_ID}"),
    _form("post", r"(?:assets\.)?pinterest\.com/(?:ext/embed\.html\?id=)(\d{1,24})", "https://www.pinterest.com/pin/{1}/"),
    _form("post", r"pinterest\.[a-z.]{2,6}/pin/\d{1,24}"),
    _form("video", rf"streamable\.com/(?:e|o|s)/{_ID}", "https://streamable.com/{1}"),
    _form("video", rf"loom\.com/embed/{_ID}", "https://www.loom.com/share/{1}"),
    _form("video", r"embed\.ted\.com/talks/([\w/-]{1,160})", "https://www.ted.com/talks/{1}"),
    _form("video", r"player\.twitch\.tv/\?(?:.{0,200}&)?video=v?(\d{1,14})", "https://www.twitch.tv/videos/{1}"),
    _form("video", rf"player\.twitch\.tv/\?(?:.{{0,200}}&)?channel={_ID}", "https://www.twitch.tv/{1}"),
    _form("video", rf"clips\.twitch\.tv/embed\?(?:.{{0,200}}&)?clip={_ID}", "https://clips.twitch.tv/{1}"),
    _form("video", r"ok\.ru/videoembed/(\d{1,20})", "https://ok.ru/video/{1}"),
    _form("video", rf"rutube\.ru/play/embed/{_ID}", "https://rutube.ru/video/{1}/"),
    _form("video", rf"player\.bilibili\.com/player\.html\?(?:.{{0,200}}&)?bvid={_ID}",
          "https://www.bilibili.com/video/{1}"),
    _form("video", rf"(?:player\.youku\.com/embed|v\.youku\.com/v_show)/(?:id_)?{_ID}",
          "https://v.youku.com/v_show/id_{1}"),
    _form("video", r"vk\.com/video_ext\.php\?|vk(?:video)?\.(?:com|ru)/video-?\d"),
    _form("video", r"rumble\.com/embed/|odysee\.com/\$/embed/"),
    _form("video", r"players?\.brightcove\.net/|bcove\.(?:video|me)/"),
    _form("video", r"(?:cdn|content)\.(?:jwplayer|jwplatform)\.com/"),
    _form("video", r"[\w.-]{0,60}(?:kaltura|wistia|vidyard|glomex|ooyala|vidazoo|dugout|minoto-video)[\w.-]{0,40}/"),
    _form("audio", r"w\.soundcloud\.com/player/?\?", "=url"),
    _form("audio", r"(?:m\.)?soundcloud\.com/[\w-]{1,80}/[\w-]{1,120}"),
    _form("audio", rf"open\.spotify\.com/(?:embed(?:-podcast)?/)?(episode|show|track|album|playlist|artist)/{_ID}",
          "https://open.spotify.com/{1}/{2}"),
    _form("audio", r"embed\.(podcasts|music)\.apple\.com/([\w/%.-]{1,200}(?:\?i=\d{1,20})?)",
          "https://{1}.apple.com/{2}"),
    _form("audio", r"(?:podcasts|music)\.apple\.com/"),
    _form("audio", r"widget\.deezer\.com/widget/\w{1,10}/(episode|show|track|album|playlist)/(\d{1,20})",
          "https://www.deezer.com/{1}/{2}"),
    _form("audio", r"mixcloud\.com/widget/iframe/\?", "=feed"),
    _form("audio", r"(?:embed|player|play|widget)\.(?:acast|megaphone|simplecast|art19|podigee|podbean|captivate|ausha"
                   r"|spreaker|buzzsprout|libsyn|omny|transistor|podcaster|anchor|ivoox)\.(?:com|fm|fr|io|co|net|de)/"),
    _form("audio", r"(?:omny\.fm|anchor\.fm|share\.transistor\.fm|bandcamp\.com/EmbeddedPlayer"
                   r"|html5-player\.libsyn\.com|embeds?\.audioboom\.com|playlist\.megaphone\.fm"
                   r"|[\w-]{1,60}\.podigee\.io)/"),
    _form("map", r"(?:maps\.)?google\.[a-z.]{2,6}/maps/d/(?:u/\d/)?embed\?(?:.{0,200}&)?mid=([\w.-]{1,80})",
          "https://www.google.com/maps/d/viewer?mid={1}"),
    _form("map", r"(?:maps\.)?google\.[a-z.]{2,6}/maps"),
    _form("map", r"openstreetmap\.org/export/embed|umap\.openstreetmap\.[a-z]{2,3}/|(?:[\w-]{1,60}\.)?arcgis\.com/"),
    _form("map", r"api\.mapbox\.com/styles/|uploads\.knightlab\.com/storymapjs/|yandex\.[a-z]{2,3}/map-widget/"),
    _form("chart", rf"datawrapper\.dwcdn\.net/{_ID}", "https://datawrapper.dwcdn.net/{1}/"),
    _form("chart", r"(?:flo\.uri\.sh|public\.flourish\.studio)/(visualisation|story)/(\d{1,12})",
          "https://public.flourish.studio/{1}/{2}/"),
    _form("chart", r"e\.infogram\.com/([\w-]{1,120})", "https://infogram.com/{1}"),
    _form("chart", r"infogram\.com/|public\.tableau\.com/|ourworldindata\.org/(?:grapher|explorers)/"),
    _form("chart", r"plot(?:\.ly|ly\.com)/~"),
    _form("chart", r"(?:app\.)?everviz\.com/|cloud\.highcharts\.com/|charts\.livegap\.com/|app\.powerbi\.com/view"),
    _form("chart", r"(?:create\.)?piktochart\.com/|vizzlo\.com/|cdn\.knightlab\.com/libs/timeline"),
    _form("document", r"(?:embed\.)?documentcloud\.org/documents/([\w%.-]{1,160}?)(?:\.html)?(?:[/?#]|$)",
          "https://www.documentcloud.org/documents/{1}"),
    _form("document", r"docs\.google\.com/(?:(?:document|spreadsheets|presentation)/|(?:viewer|gview)\?)"),
    _form("document", r"drive\.google\.com/file/d/([\w-]{1,80})", "https://drive.google.com/file/d/{1}/view"),
    _form("document", r"scribd\.com/embeds/(\d{1,16})", "https://www.scribd.com/document/{1}"),
    _form("document", r"slideshare\.net/|e\.issuu\.com/|issuu\.com/|view\.officeapps\.live\.com/|gist\.github\.com/"),
    _form("document", r"archive\.org/embed/([\w.-]{1,120})/page/", "https://archive.org/details/{1}"),
    _form("video", r"archive\.org/embed/([\w.-]{1,120})", "https://archive.org/details/{1}"),
    _form("document", r"canva\.com/design/|airtable\.com/embed/"),
    _form("document", r"speakerdeck\.com/player/|(?:v\.)?calameo\.com/read/|yumpu\.com/"),
)  # fmt: skip

NEVER = re.compile(
    r"(?:[\w-]{1,60}\.){0,6}(?:doubleclick\.net|googlesyndication\.com|googletagmanager\.com|googleadservices\.com|adnxs\.com"
    r"|amazon-adsystem\.com|criteo\.com|taboola\.com|outbrain\.com|disqus\.com|hcaptcha\.com|recaptcha\.net"
    r"|addthis\.com|sharethis\.com|addtoany\.com|scorecardresearch\.com|quantserve\.com|chartbeat\.com"
    r"|cookiebot\.com|onetrust\.com|sourcepoint\.com|privacy-mgmt\.com|challenges\.cloudflare\.com|vuukle\.com"
    r"|openweb\.com|spot\.im|viafoura\.co|coral\.coralproject\.net|list-manage\.com)(?:[:/?#]|$)"
    r"|(?:www\.)?google\.[a-z.]{2,6}/(?:recaptcha|ads|pagead)|(?:\w{1,20}\.)?facebook\.com/(?:v\d{1,3}\.\d{1,2}/)?"
    r"(?:plugins/(?:like|share|page|comments|follow|group|save|send|customerchat)|tr\b)"
    r"|platform\.(?:twitter|x)\.com/widgets/|(?:www\.)?linkedin\.com/(?:px|share)|apis\.google\.com/",
    re.IGNORECASE,
)
"""Addresses of adverts, trackers, comments, captchas, consent and buttons to share, without their scheme."""

WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("audio", re.compile(r"podcast|audio|radio|soundcloud|listen|\.mp3", re.IGNORECASE)),
    ("video", re.compile(r"video|(?:^|[^a-z])(?:tv|player|vod|mediathek)(?:[^a-z]|$)|livestream|\.mp4", re.IGNORECASE)),
    ("map", re.compile(r"(?:^|[^a-z])maps?(?:[^a-z]|$)|(?:^|[^a-z])karten?(?:[^a-z]|$)|storymap", re.IGNORECASE)),
    ("chart", re.compile(r"chart|infogra|graphi[ck]|visuali[sz]|datawrapper|timeline", re.IGNORECASE)),
)
"""What words of an unknown frame's address, title and names say of its kind."""
