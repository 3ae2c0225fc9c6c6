// The address of a page ends in a slash, at which its links begin. Some hosts take the slash away, and this
// puts it back. Scripts with links of their own come after this.
if (document.querySelector("[src^='.']") && !/\/$|html$/.test(location.pathname)) history.replaceState(0, "", location.href.replace(/[?#]|$/, "/$&"));
