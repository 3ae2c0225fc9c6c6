package publish

import "os"

// lock takes the lock that the file stands for, at once or not at all: unlock is
// nil when another build holds it. The system lets go of it when the process ends,
// however it ends; the file stays, since deleting it would let two builds lock two
// files of one name.
func lock(path string) (unlock func(), err error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	if ours, err := hold(file); err != nil || !ours {
		file.Close()
		return nil, err
	}
	return func() { file.Close() }, nil
}
