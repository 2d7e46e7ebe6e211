// state.ts: the line that says whether all is saved.  It is told aloud only when its
// kind changes, not each second.
// SPDX-License-Identifier: Apache-2.0
import { $, h, word } from "../../lib/dom";
import { Host, Kind } from "./sync";

export const clock = (at: Date): string => at.toLocaleTimeString(document.documentElement.lang,
	{ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

export function stateLine(form: HTMLFormElement): { show: Host["show"]; text(): string } {
	const state = $("#saved", form) ?? h("span", { role: "status" }),
		loud = h("span", { class: "vh", role: "status" });
	let kind: Kind | "" = "";
	state.removeAttribute("role");
	state.setAttribute("aria-live", "off");
	form.append(loud);
	return {
		text: () => state.textContent ?? "",
		show(now, at, why) {
			const text = now !== "saved" ? word(`editor_state_${now}`, { why })
				: at ? word("editor_saved_at", { time: clock(at) })
					: word("editor_saved");
			state.dataset.kind = now;
			state.replaceChildren(text);
			if (why === "full") state.append(" ", word("editor_device_full"));
			if (now === "login")
				state.append(" ", h("a", { href: "/desk/login?to=/desk/",
					target: "_blank", rel: "noopener" }, word("editor_login")));
			const group = now === "waiting" || now === "saving" ? "saved" : now;
			if (group !== kind)
				loud.textContent = kind || group !== "saved" ? text : "";
			kind = group;
		},
	};
}
