package model

// SitePage is a page about the site itself: about, accessibility, privacy, how to write.
type SitePage struct {
	Page `yaml:",inline"`
}

const sitePageBody = "The text of the page.\n"
