;;; Waits until the file that is open shows problems, says how many, and ends; without them, with an error.
(require 'flymake)
;; a batch Emacs has no command loop, so what waits for it is called
(run-hooks 'post-command-hook)
(let ((end (+ (float-time) 60)))
  (while (and (not (bound-and-true-p flymake-mode)) (< (float-time) end))
    (accept-process-output nil 0.1))
  (flymake-start)
  (while (and (not (flymake-diagnostics)) (< (float-time) end))
    (accept-process-output nil 0.1)))
(let ((count (length (flymake-diagnostics))))
  (princ (format "Emacs shows problems: %d\n" count))
  (kill-emacs (if (> count 0) 0 1)))
