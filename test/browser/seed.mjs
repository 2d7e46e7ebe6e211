// The seed: one page of a real paper, imported, says what the real page says.
// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from "node:child_process";
import { main, shared, Site, check } from "./lib.mjs";

await main("seed", async () => {
	const file = shared("seed/site.wxr.xml"), want = shared("seed/page.txt"),
		judge = shared("tools/same-page");
	if (!file || !want || !judge) return;
	const site = await Site.make("The Seed News");
	site.import(file);
	await site.serve();
	const path =
		"/2025/11/11/mali-and-russia-strengthen-defense-ties-in-high-level-koulouba-meeting/";
	const r = await site.get(path);
	check("the story answers 200 at its old address", r.status === 200, r.status);
	const said = spawnSync(judge, [want], { input: r.body, encoding: "utf8" });
	check("the page says the same", said.status === 0, said.stdout + said.stderr);
	const moved = await site.get("/?p=101");
	check("?p=101 is sent there", moved.status === 301 &&
		moved.headers.location?.endsWith(path), moved.headers.location);
});
