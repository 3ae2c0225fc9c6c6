package model

// SitePage is a page about the site itself, for example about accessibility or privacy.
type SitePage struct {
	Page `yaml:",inline"`
}

// sitePageBody is the body of a new page in content/pages/.
const sitePageBody = "The text of the page.\n"
