# djeli behind Varnish 7: /etc/varnish/default.vcl.  TLS ends in front of it, in
# hitch.conf.  script/test-serving runs this file.
#
# Pages are asked for again each time, with their ETag, and djeli answers 304 from
# memory: Varnish carries the bytes, djeli says whether they still stand.  So
# nothing is stale, not for a second.  Pictures never change at their address and
# stay here for as long as there is room.
#
# Start varnishd with
#   -a 127.0.0.1:6086,PROXY -a :80 -f /etc/varnish/default.vcl
#   -p http_gzip_support=off      or Brotli is lost: it would ask for gzip alone
#   -p backend_idle_timeout=15    djeli closes an idle connection after 20
#   -p feature=+http2
vcl 4.1;

import std;

backend djeli {
	.host = "127.0.0.1";
	.port = "8080";
}

sub vcl_recv {
	# Only what came through hitch came by TLS.
	if (std.port(local.ip) != 6086) {
		return (synth(301, "https://" + req.http.Host + req.url));
	}
	set req.http.X-Forwarded-Proto = "https";
	# Varnish appends the reader's address; what came before it is hearsay.
	set req.http.X-Forwarded-For = client.ip;
	if (req.url ~ "^/metrics") {
		return (synth(404));
	}
	# Three forms of a page at most.
	if (req.http.Accept-Encoding ~ "\bbr\b") {
		set req.http.Accept-Encoding = "br";
	} else if (req.http.Accept-Encoding ~ "gzip") {
		set req.http.Accept-Encoding = "gzip";
	} else {
		unset req.http.Accept-Encoding;
	}
	# djeli makes a page once for all who ask for it at the same time; here they
	# would only stand in line.
	set req.hash_ignore_busy = true;
}

sub vcl_backend_response {
	# A page that may be kept by who asks each time: it is too old at once and there
	# is no grace, but its bytes stay for a day to be asked about.  (Of a page whose
	# ttl is 0 Varnish would not ask; so it lives for a microsecond.)
	if (beresp.http.ETag && beresp.http.Cache-Control == "no-cache") {
		set beresp.ttl = 0.001ms;
		set beresp.grace = 0s;
		set beresp.keep = 1d;
		return (deliver);
	}
	# All else as Varnish does it, but never past its time.
	set beresp.grace = 0s;
}

sub vcl_deliver {
	set resp.http.Strict-Transport-Security = "max-age=31536000";
}

sub vcl_synth {
	if (resp.status == 301) {
		set resp.http.Location = resp.reason;
		set resp.reason = "Moved Permanently";
		return (deliver);
	}
}
