package publish

import "os"

// lock acquires an exclusive lock on the file at path without waiting. It creates the file if
// necessary. If another process holds the lock, unlock is nil. The system releases the lock
// when the process exits. The lock file is never deleted, because two processes could then
// lock different files with the same name.
func lock(path string) (unlock func(), err error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	if locked, err := tryLock(file); err != nil || !locked {
		file.Close()
		return nil, err
	}
	return func() { file.Close() }, nil
}
