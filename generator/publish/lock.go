package publish

import (
	"errors"
	"os"
)

// errLocked says that another build holds the lock.
var errLocked = errors.New("locked by another build")

// lock takes the lock that the file stands for, at once or not at all. The system
// lets go of it when the process ends, however it ends; the file stays, since
// deleting it would let two builds lock two files of one name.
func lock(path string) (unlock func(), err error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	if err := hold(file); err != nil {
		file.Close()
		return nil, err
	}
	return func() { file.Close() }, nil
}
