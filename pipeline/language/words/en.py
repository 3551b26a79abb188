"""English: what a news page says, and how names and dates are written."""

from __future__ import annotations

from pipeline.language.language import Language, listed
from schemas.stages import Role

LANGUAGE = Language(
    code="en",
    phrases={
        "embedded_post": (Role.WIDGET, listed("view this post on instagram|view this post on threads")),
        "skip_link": (
            Role.NAVIGATION,
            ("skip to content", "skip to main content", "skip to navigation", "skip to footer", "skip to article",
             "jump to content", "jump to main content", "back to top", "go to top", "return to top", "accessibility help"),
        ),
        "menu": (
            Role.NAVIGATION,
            ("menu", "home", "news", "search", "sections", "main menu", "close menu", "open menu", "navigation", "log in",
             "login", "sign in", "sign up", "register", "my account", "subscribe", "contact us", "about us", "sitemap",
             "previous", "next", "previous article", "next page", "previous page", "toggle navigation", "live", "e-paper",
             "site map", "privacy policy", "terms of use", "terms and conditions", "terms of service", "help", "your account",
             "sign out", "log out", "more sections", "all sections", "show more", "show less", "load more", "view all",
             "see all", "newsletters", "podcasts", "weather", "jobs", "tv guide", "classifieds", "back to homepage"),
        ),
        "share": (
            Role.SHARE,
            ("share", "share this", "share this article", "share this story", "share article", "share this page", "share on facebook",
             "share on twitter", "share on x", "share on whatsapp", "share on linkedin", "share via email", "share by email",
             "share with", "share this with", "share options", "copy link", "copy this link", "link copied", "copy link to clipboard",
             "email this article", "email article", "email this", "print this", "print", "print this article", "print article",
             "facebook", "twitter", "whatsapp", "linkedin", "pinterest", "reddit", "telegram", "instagram", "messenger", "flipboard",
             "e-mail", "email", "tweet", "pin it", "save", "save article", "save this article", "bookmark", "add to favourites",
             "add to favorites", "gift this article", "gift article", "listen to this article", "listen", "follow us",
             "follow us on", "follow us on facebook", "follow us on twitter", "follow us on x", "follow us on instagram",
             "like us on facebook", "these are external links and will open in a new window",
             "this is an external link and will open in a new window", "this link is external",
             "about sharing", "read more about sharing", "facebook messenger", "close share panel"),
        ),
        "related": (
            Role.RELATED,
            ("related", "related articles", "related stories", "related story", "related news", "related content", "related topics",
             "related links", "related posts", "related coverage", "related reading", "related internet links", "more on this story",
             "more on this", "more on this topic", "more like this", "more from", "more stories", "more news", "more from us",
             "more to explore", "more top stories", "top stories", "most read", "most popular", "most viewed", "most shared",
             "most commented", "trending", "trending now", "popular", "popular now", "popular stories", "editor's picks",
             "editors' picks", "editor's choice", "must read", "must reads", "read next", "read also", "also read", "see also",
             "you may also like", "you might also like", "you might be interested in", "you may be interested in",
             "recommended", "recommended for you", "recommended stories", "recommended reading", "recommended articles",
             "from the web", "around the web", "from our partners", "promoted stories", "sponsored stories",
             "latest news", "latest stories", "latest articles", "latest headlines", "in case you missed it", "don't miss",
             "what to read next", "up next", "elsewhere on the web", "stories you may like", "features & analysis",
             "features and analysis", "other stories", "other news", "similar articles", "similar stories", "keep reading",
             "more in this section", "more in news", "in this story", "in this article", "explore more", "further reading"),
        ),
        "read_more": (
            Role.CALL_TO_ACTION,
            ("read more", "read the full story", "read full article", "read the full article", "read full story", "continue reading",
             "read on", "learn more", "find out more", "see more", "view more", "click here", "tap here", "more", "full story",
             "click to expand", "expand", "watch the video", "watch video", "watch now", "watch live", "view gallery", "view photos",
             "view comments", "show comments", "continue reading the main story", "story continues below", "article continues below",
             "story continues", "article continues after this", "continued below", "scroll down", "swipe up"),
        ),
        "comments": (
            Role.COMMENTS,
            ("comments", "comment", "leave a comment", "leave a reply", "post a comment", "add a comment", "add comment", "reply",
             "join the conversation", "join the discussion", "start the conversation", "be the first to comment", "have your say",
             "no comments", "no comments yet", "comments are closed", "comments closed", "view all comments", "your comments",
             "what do you think", "what's your view", "let us know in the comments", "log in to comment", "report abuse",
             "cancel reply", "sort by", "newest", "oldest", "best rated", "worst rated", "flag as inappropriate"),
        ),
        "newsletter": (
            Role.NEWSLETTER,
            ("newsletter", "sign up for our newsletter", "subscribe to our newsletter", "get our newsletter", "sign up to our newsletter",
             "sign up for our free newsletter", "get the latest news", "enter your email", "your email address", "email address",
             "sign up here", "subscribe now", "subscribe today", "thank you for subscribing", "daily newsletter", "free newsletter",
             "get breaking news alerts", "sign up now", "invalid email", "thank you for signing up"),
        ),
        "advert": (
            Role.ADVERT,
            ("advertisement", "advertisements", "advertising", "ad", "ads", "sponsored", "sponsored content", "promoted", "paid content",
             "advertisement - story continues below", "story continues below advertisement", "article continues below advertisement",
             "advertisement - continue reading below", "remove ads", "report this ad", "ad feedback", "skip advertisement",
             "skip ad", "why am i seeing this ad", "promoted content", "partner content", "affiliate links"),
        ),
        "consent": (
            Role.CONSENT,
            ("accept", "accept all", "accept cookies", "accept all cookies", "reject all", "manage cookies", "cookie settings",
             "cookie policy", "cookies", "manage preferences", "we use cookies", "privacy settings", "i agree", "agree",
             "manage consent", "your privacy choices", "do not sell my personal information"),
        ),
        "tags": (Role.TAGS, ("tags", "topics", "filed under", "keywords", "categories", "tagged", "more about", "topics in this article")),
        "author_box": (
            Role.AUTHOR_BOX,
            ("about the author", "about the authors", "about the writer", "view all posts", "more from this author", "author",
             "author bio", "follow the author", "see author's posts", "all posts by author", "contact the author"),
        ),
        "copyright": (Role.COPYRIGHT, ("all rights reserved", "copyright", "copyright notice", "terms of use apply")),
        "widget": (
            Role.WIDGET,
            ("latest developments", "play video", "play", "pause", "mute", "unmute", "loading", "close", "video", "audio", "photos",
             "gallery", "photo gallery", "to play this video you need to enable javascript in your browser", "enlarge image",
             "enlarge", "click to enlarge", "media playback is unsupported on your device", "your browser does not support video",
             "please enable javascript", "show caption", "hide caption", "toggle caption", "open image in gallery",
             "view image in fullscreen", "full screen", "fullscreen", "poll", "quiz", "live updates",
             "this content is not available", "this video can not be played", "an error has occurred", "unable to load",
             "we apologize, but this video has failed to load", "this video has failed to load", "video player is loading",
             "listen to this article", "type in your search and press enter"),
        ),
    },
    caption_labels=("image caption", "media caption", "caption", "photo caption", "video caption", "pictured", "figure caption"),
    towns=listed(
        "Abu Dhabi|Abuja|Accra|Addis Ababa|Amman|Atlanta|Auckland|Baghdad|Bangalore|Bangkok|Beijing|Beirut|"
        "Bengaluru|Boston|Brisbane|Cairo|Calgary|Canberra|Cape Town|Chandigarh|Chennai|Chicago|Colombo|Dallas|"
        "Damascus|Delhi|Denver|Detroit|Dhaka|Doha|Dubai|Dublin|Durban|Edinburgh|Glasgow|Guwahati|Hanoi|Harare|"
        "Havana|Hong Kong|Honolulu|Houston|Hyderabad|Islamabad|Jakarta|Jammu|Jerusalem|Johannesburg|Kabul|"
        "Kampala|Karachi|Kathmandu|Khartoum|Kinshasa|Kolkata|Kuala Lumpur|Kuwait|Lagos|Lahore|London|"
        "Los Angeles|Lucknow|Manchester|Manila|Melbourne|Miami|Minneapolis|Montreal|Mumbai|Nagpur|Nairobi|"
        "New Delhi|New York|Ottawa|Patna|Perth|Peshawar|Philadelphia|Phoenix|Pretoria|Pune|Putrajaya|Ramallah|"
        "Riyadh|San Francisco|Seattle|Seoul|Shanghai|Shimla|Singapore|Srinagar|Sydney|Taipei|Tehran|Tel Aviv|"
        "Thiruvananthapuram|Tokyo|Toronto|Tripoli|Vancouver|Washington|Wellington|Yangon"
    ),
    credit_labels=(
        "image source", "image credit", "image credits", "image copyright", "image", "photo credit", "photo credits", "photo source",
        "photo", "photos", "photograph", "photo by", "photographs by", "photography by", "photos by", "picture", "pictures", "picture by",
        "pictures by", "picture credit", "credit", "credits", "image by", "images by", "video by", "video credit", "copyright",
        "photograph by", "photo courtesy of", "image courtesy of", "photo via", "image via", "illustration by", "illustration",
        "graphic by", "media source", "featured image", "file photo", "source", "getty", "courtesy of", "courtesy",
    ),
    lead_labels=listed("featured image|featured image by|featured image credit|featured photo|featured photo by|hero image|hero image by|header image|header image by|header photo|cover image|cover image by|cover photo|cover photo by|lead image|lead image by|lead photo by|top image|top photo"),
    source_labels=listed("source|sources"),
    credit_words=listed("private|provided|via youtube|ai-generated|contributed|submitted"),
    caption_signs=(
        r"\bfrom (?:the )?(?:left|right)(?: to (?:right|left))?\s?[,:)]",
        r"\((?:pictured|left|right|cent(?:re|er)|second (?:left|right)|l-r|l to r|file photo|above|below)\)",
        r", (?:second |third )?(?:left|right|cent(?:re|er)), ",
        r"\bpictured (?:here|above|left|right)\b",
        r"^(?:above|file)\s?[:–—-] ",
    ),
    related_labels=(
        "read more", "read also", "also read", "see also", "related", "related article", "related story", "read next", "more",
        "must read", "don't miss", "you may also like", "more on this", "read", "watch", "listen", "recommended", "in pictures",
        "opinion", "explained", "analysis", "profile", "video", "gallery", "quiz", "live", "live blog",
    ),
    published_labels=("published", "published on", "published at", "posted", "posted on", "first published", "date", "publication date",
                      "issued on", "created", "date published", "publish date", "issued", "released", "released on", "originally published", "originally published on",
                      "this page was originally published on", "this article was originally published on", "this article was first published on", "first published on", "first posted"),
    modified_labels=("updated", "updated on", "updated at", "last updated", "last updated on", "last modified", "modified", "last update",
                     "amended", "revised", "last modified on", "last edited", "this page was last updated on", "this page was last updated", "this article was last updated on",
                     "this article was updated on", "page last updated", "last reviewed", "updated date", "update"),
    byline_words=("by", "written by", "words by", "story by", "text by", "report by", "reported by", "posted by",
                  "author", "authors", "analysis by", "reporting by", "created by", "words", "reporting", "additional reporting by", "review by", "as told to", "interview by"),
    name_joiners=("and", "with"),
    counted={
        "comment_count": (Role.COMMENTS, listed("# comments|# comment|comments #|view # comments|view all # comments|show # comments|read # comments|# replies|# responses|see all # comments|show all # comments")),
        "share_count": (Role.SHARE, listed("# shares|# share|shares #|# views|# likes|# retweets|shared # times|# people shared this|views #|share #|# reads")),
        "reading_time": (Role.OTHER, listed("# min read|# minute read|# minutes read|# mins read|# min. read|# minutes to read|# mins to read|read time # min|read time # mins|reading time # min|reading time # mins|reading time # minutes|reading time # minute|reading time about # minutes|estimated read time # minutes|estimated reading time # minutes|read time # minutes|read # min|# min reading|time to read # minutes|time to read # min")),
        "relative_time": (Role.OTHER, listed("# seconds ago|# secs ago|# minutes ago|# minute ago|# mins ago|# min ago|# hours ago|# hour ago|# hrs ago|# hr ago|#h ago|#m ago|#d ago|# days ago|# day ago|# weeks ago|# week ago|# months ago|# month ago|# years ago|# year ago|about # hours ago|about # hour ago|an hour ago|a day ago|a minute ago")),
        "widget_count": (Role.WIDGET, listed("photo # of #|image # of #|slide # of #|# photos|# images|picture # of #|# / # photos|# of # photos")),
    },
    editor_words=("editing by", "edited by", "additional editing by", "editing", "compiled by", "translated by", "translation by", "produced by",
                  "production by", "video editing by", "fact-checked by", "fact checked by", "writing by", "copy edited by",
                  "reviewed by", "medically reviewed by", "expert reviewed by"),
    question_labels=listed("q|question"),
    answer_labels=listed("a|answer"),
    months=listed("january,jan|february,feb|march,mar|april,apr|may|june,jun|july,jul|august,aug|september,sep,sept|october,oct|november,nov|december,dec"),
    weekdays=listed("monday,mon|tuesday,tue,tues|wednesday,wed|thursday,thu,thur,thurs|friday,fri|saturday,sat|sunday,sun"),
    date_words=("at", "on", "of", "the", "local time", "hrs"),
    kickers=("tldr", "tl;dr", "spoiler alert", "spoilers ahead", "exclusive", "live", "breaking", "breaking news", "watch", "opinion", "analysis", "video", "explainer", "explained", "update",
             "updated", "comment", "editorial", "interview", "feature", "review", "profile", "obituary", "revealed", "just in", "developing",
             "in pictures", "factbox", "timeline", "world exclusive", "special report", "investigation", "podcast", "must read",
             "first on", "urgent", "correction", "long read", "the long read", "news analysis", "first person", "fact check", "live updates"),
    toggles=listed("less|show less|see less|show more|hide caption|show caption|toggle caption|read less"),
    tails=("read more", "read more here", "continue reading", "read the full story", "read full story", "read full article", "learn more",
           "find out more", "click here", "click here to read more", "see more", "read the full article here", "more", "read on"),
    home=("home", "homepage", "home page", "you are here", "news", "front page"),
    no_sections=listed("article|articles|blog|blogs|post|posts|story|stories|all articles|all posts|archive|archives|home page|homepage|front page|featured|popular|uncategorized|uncategorised|general|main|latest|pages|default"),
    tag_paths=listed("tag|tags|topic|topics|keyword|keywords|hashtag|subject|subjects|theme|themes"),
    company_words=listed(r"inc|llc|ltd|limited|plc|corp|corporation|holdings?|ventures|l\.p|media group|publishing|publications|pty"),
    job_titles=(
        "reporter", "correspondent", "editor", "journalist", "writer", "columnist", "producer", "presenter", "staff", "contributor",
        "chief", "deputy", "senior", "political", "business", "sports", "sport", "science", "health", "home affairs", "freelance",
        "associate", "assistant", "analyst", "founder", "co-founder", "director", "manager", "specialist", "gardener", "ceo", "head", "executive", "president", "officer", "engineer", "professor", "author", "contributing", "lead", "coordinator", "intern", "consultant", "strategist", "attorney", "dietitian", "nutritionist", "therapist", "clinician", "marketer", "lecturer", "researcher", "fellow", "strategist", "host", "commentator", "blogger", "academic", "designer", "developer", "national", "foreign", "bureau", "photographer", "anchor", "critic", "investigations",
    ),
    note_labels={
        "correction": ("correction", "corrections", "clarification", "correction and clarification", "corrections and clarifications",
                       "this article was amended", "this article was corrected", "this article was updated to correct",
                       "an earlier version of this article", "an earlier version of this story", "a previous version of this article",
                       "a previous version of this story", "this story has been corrected"),
        "update": ("update", "this article has been updated", "this story has been updated", "this article was updated",
                   "this is a developing story", "this is a breaking news story", "this story was updated", "this breaking news story"),
        "embargo": ("embargoed until", "under embargo until", "embargo", "not for publication before", "strictly embargoed"),
        "editor": ("editor's note", "editors' note", "editor's notes", "note to editors", "notes to editors", "author's note"),
        "disclaimer": ("disclaimer", "disclosure", "the views expressed in this article", "the opinions expressed in this article",
                       "views expressed are", "the views expressed here", "opinions expressed by"),
    },
    invitations=(
        r"^a post shared by .{1,80}\(@",
        r"^(?:click|tap) (?:here|below)\b",
        r"^(?:sign up|subscribe|register)\b.{0,80}\b(?:newsletter|emails?|alerts|updates|inbox|channel|free|access|today|now|briefing|podcast)\b",
        r"^(?:follow|like|find) (?:us|me|@\w{1,30})\b.{0,60}(?:facebook|twitter|instagram|x\b|linkedin|tiktok|threads|youtube|bluesky)",
        r"^(?:follow|like) .{1,60}\bon (?:facebook|twitter|instagram|x|linkedin|tiktok|threads|youtube|bluesky)\b",
        r"^(?:get|have) (?:the|our|all the) (?:latest|best|top|day's)\b.{0,80}\b(?:inbox|newsletter|email|app)\b",
        r"^do you have (?:a|any) (?:story|tip|question|information|view)s?\b.{0,120}\b(?:e-?mail|contact|get in touch|call|us)\b",
        r"^have (?:an opinion|your say|something to say|a story)\b",
        r"^we use cookies\b",
        r"^this (?:article|story) (?:first appeared|was originally published|originally appeared)\b",
        r"^(?:already a|become a) (?:subscriber|member)\b",
    ),
    invitations_within=(
        (("comment", "thought", "opinion", "conversation", "discussion", "view"), r"(?:^|[.!?] )(?:please |why not |feel free to |so )?(?:leave|share|post|add|give us|let us know|tell us|join|send us) (?:(?:your|an?|us|what|the|in|below|any|it|this|with) .{0,60})?\b(?:comments?|thoughts|opinions?|conversation|discussion|views?)\b(?!.{0,40}\bsaid\b)"),
        (("let us know", "share your"), r"\blet us know\b.{0,60}\b(?:comments?|thoughts|opinions?)\b|\bshare your (?:thoughts|views|comments)\b"),
        (("download ",), r"\bdownload (?:our|the) (?:free )?app\b"),
        (("by continuing", "by using"), r"\bby (?:continuing|using) (?:to use )?this (?:site|website)\b"),
    ),
    appeals=(
        (("commission", "compensation"), r"\bwe (?:may |might |can |will |could )?(?:earn|receive|get|make) (?:an? |some )?(?:small |affiliate )*(?:commissions?|compensation)\b"),
        (("affiliate links",), r"\b(?:may |might )?contains? affiliate links\b"),
        (("be compensated",), r"\bwe may be compensated when\b"),
        (("consider su",), r"\bconsider (?:supporting (?:us|our)|subscribing to our)\b"),
        (("journalism",), r"^(?:please )?support our .{0,30}\bjournalism\b"),
    ),
    furniture={
        "share": listed("share|tweet|facebook|twitter|whatsapp|linkedin|pinterest|reddit|instagram|youtube|telegram|tiktok|messenger|flipboard|email|print|copy link|shares|bookmark|follow"),
        "nav": listed("menu|home|homepage|search|login|log in|sign in|register|account|skip to|back to|next|previous|prev|close|open|sitemap|navigation|sections|categories|archive|archives|contact|contact us|about us|faq|help|careers|jobs|shop|cart|settings|edition|topics|more|view all|see all|show more|load more|rss|podcast|podcasts|newsletters|videos|sudoku|crossword|horoscopes|e-paper|epaper|app store|google play"),
        "related": listed("related|read more|read next|read also|also read|see also|recommended|trending|most read|most popular|popular|latest|latest news|top stories|more stories|more from|more on|you may|you might|also like|up next|read full|continue reading|full story|keep reading|editor's picks|editors picks|must read|don't miss|read this|recent posts|recent articles|stories|in case|explore more|further reading|watch next|sponsored stories|headlines"),
        "signup": listed("subscribe|subscription|subscribers|newsletter|sign up|signup|sign-up|unsubscribe|inbox|free trial|join now|download|click here|donate|learn more|find out|get started|buy now|add to|become a|membership|register now|our newsletter|email address|your inbox|alerts|join our|join the|support us|enter your"),
        "comments": listed("comment|comments|reply|replies|commented|commenting|post a|leave a|respond|log in to|report abuse|upvote|disqus|join the conversation|conversation|moderator|says reply|permalink|trackbacks|replies to|responses|responses to|thoughts on|thought on|commenter|your email|required fields"),
        "legal": listed("copyright|all rights|rights reserved|privacy policy|privacy|terms of|terms and|cookie|cookies|gdpr|consent|accept|disclaimer|reproduction|republished|trademark|affiliate|ipso|opt out|personal data|do not sell|accessibility"),
        "media": listed("photo|photos|photograph|photographer|picture|pictured|image|images|video|gallery|slideshow|watch|listen|credit|getty|shutterstock|reuters|afp|ap photo|file photo|istock|caption|courtesy|screenshot|infographic|illustration|unsplash|handout|audio|play video|view image"),
        "byline": listed("by|author|authors|reporter|correspondent|editor|staff|writer|written by|reported by|posted by|journalist|columnist|contributor|reporting by|editing by|about the|bio"),
        "time": listed("january|february|march|april|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|ago|hours ago|min read|minute read|minutes ago|published|updated|posted|last updated|modified|gmt|utc|est|edt|bst|am|pm|posted on|first published"),
        "advert": listed("advertisement|advertisements|advertising|advertise|sponsored|sponsor|promoted|ad|ads|advertiser|promo|deals|coupon|discount|article continues|story continues|continues below|paid content|partner content"),
        "tags": listed("tags|tag|tagged|topic|filed under|category|keywords|labels|in this|posted in"),
        "person": listed("he|she|they|said|says|told|his|her|who|was|were"),
    },
    article_types={
        "opinion": listed("opinion|opinions|op-ed|op ed|editorial|editorials|commentary|comment is free|columnists|columns|column|viewpoint|viewpoints|guest opinion|opinion & analysis"),
        "analysis": listed("analysis|explainer|explainers|news analysis"),
        "review": listed("review|reviews|film reviews|movie reviews|film review|movie review|book reviews|book review|album reviews|album review|restaurant reviews|theatre reviews|product reviews|game reviews|tv reviews"),
        "interview": listed("interview|interviews|q&a"),
        "live_blog": listed("live blog|liveblog|live updates|live coverage"),
        "gallery": listed("gallery|galleries|photo gallery|in pictures|photo galleries|picture gallery|slideshow|slideshows|photos"),
        "video": listed("video|videos"),
        "press_release": listed("press release|press releases|news release|news releases|pressreleases"),
        "obituary": listed("obituary|obituaries|obits"),
        "letter": listed("letters|letter|letters to the editor|letter to the editor|readers' letters"),
        "correction": listed("corrections|correction|corrections and clarifications"),
        "sponsored": listed("sponsored|sponsored content|sponsored post|paid post|advertorial|advertorials|partner content|brand content|branded content|paid content|promoted content|advertisement feature|in partnership with"),
    },
    missing_pages=listed("page not found|not found|404|error 404|404 error|404 not found|404 page not found|page not available|page cannot be found|page can't be found|page could not be found|page doesn't exist|page does not exist|this page isn't available|this page is not available|this page could not be found|sorry, page not found|sorry, this page isn't available|sorry, we couldn't find that page|we can't find that page|we couldn't find that page|we can't find the page you're looking for|we couldn't find the page you were looking for|oops! page not found|oops! that page can't be found|nothing found|article not found|content not found|content not available|page unavailable|story not found|file not found|the page you requested could not be found|page no longer exists|this article is no longer available|this page no longer exists|410 gone|http 404|page missing|the page you are looking for cannot be found|the page you are looking for doesn't exist"),
    bot_checks=listed("just a moment|just a moment...|attention required!|attention required! cloudflare|access denied|are you a robot?|are you human?|pardon our interruption|pardon our interruption...|please verify you are a human|verify you are human|verifying you are human|checking your browser|checking your browser before accessing|security check|security verification|captcha|robot check|403 forbidden|error 403|human verification|please enable cookies|please enable javascript|access to this page has been denied|ddos-guard|bot verification|request blocked|you have been blocked|sorry, you have been blocked|unusual traffic from your computer network|429 too many requests|too many requests|client challenge"),
    consent_walls=listed("before you continue|before you continue to|your privacy choices|your privacy|we value your privacy|we care about your privacy|cookie consent|cookie notice|cookie settings|privacy settings|privacy preferences|your privacy settings|manage cookies|your data, your choice|your privacy is important to us|consent required|accept cookies|data protection choices|gdpr consent"),
    login_walls=listed("log in|login|sign in|signin|log in to continue|sign in to continue|please log in|please sign in|log in or sign up|sign up|create an account|register|member login|subscriber login|log in required|login required|sign in to your account|log into your account|you must be logged in"),
    search_pages=listed("search results|search results for|search results:|results for|search|you searched for|search:|search for"),
    paywalls=listed("subscribe to continue reading|subscribe to read|to continue reading|to read the full story|this article is for subscribers|this content is for subscribers|subscribers only|to keep reading|create a free account to continue|become a member to continue|this story is for subscribers|continue reading with a subscription|this post is for paid subscribers"),
    subscription_offers=listed("already a subscriber|get unlimited access"),
    search_paths=listed("search"),
    error_words=listed("http|error"),
    name_particles=tuple("of o' mac mc' st".split()),
    no_names=tuple(
        """
        use quote campus college photography api spreadsheet software marketing url faq rate copy estate training
        reviewer the a an and or not no to by on in of at as if is are was for with from about all any our your my we
        you it its this that these how why what when where who which more most less best top new free latest read view
        see start stop shop sign share save open close click jump get take make find back next audio video image photo
        version table contents key takeaways categories category posted published written updated reviewed checked tags
        topics search home menu guide review reviews tips ideas trends news blog podcast later now here drawer
        advertisement today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday league cup party
        union kingdom states city county street road park and/or vs policy terms privacy service services series season
        part chapter section premium content briefing related items
        """.split()
    ),
    place_words=listed("in|at|from|for"),
    outlet_words=listed(
        """
        news|newsroom|times|post|herald|tribune|gazette|telegraph|guardian|independent|mirror|express|
        journal|chronicle|courier|observer|examiner|globe|mail|standard|echo|press|daily|weekly|
        magazine|media|radio|television|tv|online|today|bulletin|dispatch|sentinel|reporter|agency|
        agencies|staff|desk|team|editors|editorial|network|service|services|bureau|wire|correspondent|
        correspondents|reporters|bbc|cnn|cnbc|abc|cbs|nbc|npr|pbs|itv|cbc|rte|rté|inc|llc|pllc|ltd|
        university|institute|foundation|association|company|corporation|group|community|council|department|
        ministry|com|net|org|the sun|the star
        """
    ),
    self_references=(
        r"can (?:exclusively |now )?(?:reveal|disclose|report)",
        r"has (?:learn(?:ed|t)|been told|seen|obtained)",
        r"understands",
    ),
    day_suffixes=listed("st|nd|rd|th"),
    date_joiners=listed("of|the"),
    date_leads=listed("on|at"),
    date_closers=listed("am|pm|a|p|time|hrs"),
    clock_units=listed("hrs"),
    author_classes=listed("author|byline|by-line|writer|written|contributor|creator|journalist|reporter|signature"),
    modified_classes=listed("modif|updat|revis"),
    subheading_classes=listed("subhe|crosshead|interline|sub-head|section-head"),
)
