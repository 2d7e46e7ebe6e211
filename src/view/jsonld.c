/* jsonld.c: what search engines are told about a story (schema.org NewsArticle)
 * and about the paper.  https://developers.google.com/search/docs/appearance/structured-data/article */
#include "text/json.h"
#include "view/show.h"
