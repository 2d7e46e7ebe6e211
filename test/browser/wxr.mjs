// A WordPress export, written: for papers that a test makes up.
// SPDX-License-Identifier: Apache-2.0
const cdata = (s) => `<![CDATA[${String(s).replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
const el = (name, s) => `<${name}>${cdata(s)}</${name}>`;
// XML 1.0 has no place for these; an export that holds them is another test.
const clean = (s) =>
	s.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");

function comment(c) {
	return "<wp:comment>" + el("wp:comment_id", c.id) +
		el("wp:comment_author", c.author ?? "A Reader") +
		el("wp:comment_author_email", c.email ?? "reader@example.net") +
			el("wp:comment_author_url", c.url ?? "") +
		el("wp:comment_author_IP", "192.0.2.7") + el("wp:comment_date", c.date) +
			el("wp:comment_date_gmt", c.date) +
		el("wp:comment_content", c.text) + el("wp:comment_approved", c.state ?? "1") +
		el("wp:comment_type", "comment") + el("wp:comment_parent", c.parent ?? 0) +
		el("wp:comment_user_id", 0) + "</wp:comment>\n";
}
function item(i, base) {
	const date = i.date ?? "2026-03-04 05:06:07";
	const path = i.type === "page" ? `/${i.slug}/`
		: `/${date.slice(0, 10).replaceAll("-", "/")}/${i.slug}/`;
	return "<item>" + el("title", i.title) + `<link>${base}${path}</link>` +
		el("dc:creator", i.by ?? "desk") +
		`<guid isPermaLink="false">${base}/?p=${i.id}</guid>` +
			el("content:encoded", i.body ?? "") +
		el("excerpt:encoded", i.excerpt ?? "") + el("wp:post_id", i.id) +
			el("wp:post_date", date) +
		el("wp:post_date_gmt", date) + el("wp:post_modified", date) +
			el("wp:post_modified_gmt", date) +
		el("wp:comment_status", i.comments_open === false ? "closed" : "open") +
			el("wp:ping_status", "closed") +
		el("wp:post_name", i.slug) + el("wp:status", i.status ?? "publish") +
			el("wp:post_parent", i.parent ?? 0) +
		el("wp:menu_order", 0) + el("wp:post_type", i.type ?? "post") +
			el("wp:post_password", i.password ?? "") +
		el("wp:is_sticky", 0) + (i.url ? el("wp:attachment_url", i.url) : "") +
		(i.sections ?? []).map(([slug, name]) =>
			`<category domain="category" nicename="${slug}">${cdata(name)}</category>`)
			.join("") +
		(i.tags ?? []).map(([slug, name]) =>
			`<category domain="post_tag" nicename="${slug}">${cdata(name)}</category>`)
			.join("") +
		(i.menu ? `<category domain="nav_menu" nicename="${i.menu}">${cdata(i.menu)}</category>` : "") +
		Object.entries(i.meta ?? {}).map(([k, v]) =>
			`<wp:postmeta>${el("wp:meta_key", k)}${el("wp:meta_value", v)}</wp:postmeta>`).join("") +
		(i.comments ?? []).map(comment).join("") + "</item>\n";
}
export function wxr({ base = "http://old.example", title = "The Test", about = "", authors = [],
	sections = [], tags = [], items }) {
	return clean(`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>${el("title", title)}<link>${base}</link>${el("description", about)}<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>${base}</wp:base_site_url><wp:base_blog_url>${base}</wp:base_blog_url>
` + authors.map((a, n) =>
	`<wp:author>${el("wp:author_id", n + 1)}${el("wp:author_login", a.login)}${el("wp:author_email", "x@example.net")}${el("wp:author_display_name", a.name)}</wp:author>\n`).join("") +
		sections.map((s, n) =>
			`<wp:category>${el("wp:term_id", n + 1)}${el("wp:category_nicename", s.slug)}${el("wp:category_parent", s.parent ?? "")}${el("wp:cat_name", s.name)}${el("wp:category_description", s.about ?? "")}</wp:category>\n`).join("") +
		tags.map((t, n) =>
			`<wp:tag>${el("wp:term_id", 1000 + n)}${el("wp:tag_slug", t.slug)}${el("wp:tag_name", t.name)}${el("wp:tag_description", t.about ?? "")}</wp:tag>\n`).join("") +
		items.map((i) => item(i, base)).join("") + "</channel></rss>\n");
}
