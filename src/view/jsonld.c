/* jsonld.c: what search engines are told about a story (schema.org NewsArticle). */
#include "text/json.h"
#include "view/show.h"

