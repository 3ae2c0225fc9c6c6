package generator

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/serve"
)

// StartOptions are the options of Start.
type StartOptions struct {
	Port     int       // first port to try
	Out      io.Writer // writer to which the URL of the page is written
	Folder   string    // folder whose subfolders are searched for sites, and in which a new site is proposed
	Skeleton fs.FS     // files of a new site, as in NewSiteOptions
}

// Start serves a page on the loopback interface on which a user opens a site, creates one or chooses
// the shipped site. Once the user has done so, it sets the folder of s and returns the port on which
// the caller must serve the site. If ctx is cancelled first, it returns the error of ctx.
func Start(ctx context.Context, s *Site, o StartOptions) (port int, err error) {
	chosen := false
	port, err = serve.Start(ctx, serve.StartOptions{
		Port: o.Port, Out: o.Out, Ready: s.Ready, Sites: findSites(o.Folder),
		Proposal: serve.Choice{Folder: unusedName(filepath.Join(o.Folder, "our-site")), Language: model.English, Glossary: true},
		Choose: func(c serve.Choice) error {
			err := applyChoice(s, o, c)
			chosen = err == nil
			return err
		},
	})
	if err == nil && !chosen {
		err = ctx.Err()
	}
	return port, err
}

// applyChoice sets the folder of s to that of the site that the user chose on the start page. If that
// is a new site, it creates the site first.
func applyChoice(s *Site, o StartOptions, c serve.Choice) error {
	folder := strings.Trim(strings.TrimSpace(c.Folder), `"`) // Explorer copies a path with quotation marks
	if folder != "" && !filepath.IsAbs(folder) {
		folder = filepath.Join(o.Folder, folder)
	}
	if c.New {
		if folder == "" {
			return errors.New("the site needs a folder: write the name of one")
		}
		made := &Site{Folder: folder, Shipped: s.Shipped, Today: s.Today}
		_, err := Init(made, NewSiteOptions{Name: c.Name, Language: c.Language, Glossary: c.Glossary, Skeleton: o.Skeleton})
		if notEmpty := new(NotEmptyError); errors.As(err, &notEmpty) {
			return fmt.Errorf("%w: choose another name, and the program makes the folder", err)
		}
		if path := new(fs.PathError); errors.As(err, &path) {
			return fmt.Errorf("the program cannot make the folder %s (%w): choose one where you keep your own files, such as in Documents", folder, path.Err)
		}
		if err != nil {
			return err
		}
	} else if folder != "" && !isSite(folder) {
		return fmt.Errorf("%s is not the folder of a site: it has no content/site.yaml", folder)
	}
	s.Folder = folder
	return nil
}

// isSite reports whether a folder is that of a site, which has a file content/site.yaml.
func isSite(folder string) bool {
	info, err := os.Stat(filepath.Join(folder, "content", "site.yaml"))
	return err == nil && info.Mode().IsRegular()
}

// findSites returns the paths of the subfolders of a folder that contain a site.
func findSites(folder string) (sites []string) {
	entries, _ := os.ReadDir(folder) // a folder that cannot be read has no sites
	for _, e := range entries {
		if name := filepath.Join(folder, e.Name()); e.IsDir() && isSite(name) {
			sites = append(sites, name)
		}
	}
	return sites
}

// unusedName returns name, or, if a file with this name exists, name followed by a hyphen and a
// number.
func unusedName(name string) string {
	unused := name
	for n := 2; ; n++ {
		if _, err := os.Lstat(unused); errors.Is(err, fs.ErrNotExist) || n > 100 {
			return unused
		}
		unused = fmt.Sprintf("%s-%d", name, n)
	}
}
