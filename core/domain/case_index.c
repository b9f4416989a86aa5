#include "core/domain/case_index.h"

#include <string.h>

#include "core/base/grams.h"
#include "core/db/fts.h"
#include "core/db/store.h"

struct case_indexed
case_indexed(const struct case_row *row, const struct case_texts *texts)
{
	return (struct case_indexed){
		row->id, row->county, row->town, row->title, texts->body, texts->spot};
}

/*
 * Which of the texts a token stands in is not kept (detail=none), so each is given once for all of them:
 * a title that repeats the text costs nothing.
 */
static bool
put(struct db *db, const struct case_indexed *x,
	bool (*write)(struct db *db, const struct fts_doc *doc, struct err *err), struct err *err)
{
	struct buf all, tokens, facts;

	buf_init(&all);
	buf_init(&tokens);
	buf_init(&facts);
	buf_addstr(&all, x->title);
	buf_addch(&all, '\n');
	buf_addstr(&all, x->body);
	buf_addch(&all, '\n');
	buf_addstr(&all, x->spot);
	grams_index(&tokens, all.text);
	if (x->county != 0)
		grams_fact(&facts, 'c', x->county);
	if (x->town != 0)
		grams_fact(&facts, 't', x->town);
	struct fts_doc doc = {x->id, "", tokens.text, facts.text};
	bool ok = write(db, &doc, err);

	buf_release(&all);
	buf_release(&tokens);
	buf_release(&facts);
	return ok;
}

bool
case_index_add(struct session *s, const struct case_row *row, const struct case_texts *texts,
	struct err *err)
{
	struct case_indexed x = case_indexed(row, texts);

	return put(store_db(s->store), &x, fts_add, err);
}

bool
case_index_load(struct db *db, const struct case_indexed *x, struct err *err)
{
	return put(db, x, fts_add, err);
}

bool
case_index_change(struct session *s, const struct case_indexed *before,
	const struct case_indexed *after, struct err *err)
{
	if (before->county == after->county && before->town == after->town &&
		strcmp(before->title, after->title) == 0 &&
		strcmp(before->body, after->body) == 0 && strcmp(before->spot, after->spot) == 0)
		return true;
	struct db *db = store_db(s->store);

	return put(db, before, fts_remove, err) && put(db, after, fts_add, err);
}
