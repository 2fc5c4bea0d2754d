;;; Opens FYML_FILE in Emacs with eglot and the server FYML_SERVER, and prints what the user would see.
;;; emacs -Q --batch -l eglot.el
(require 'cl-lib)
(setq debug-on-error nil create-lockfiles nil make-backup-files nil)
(when (< emacs-major-version 29)
  ;; before Emacs 29 eglot is a package of its own; Debian keeps packages here
  (dolist (root '("/usr/share/emacs/site-lisp/elpa" "/usr/share/emacs/site-lisp/elpa-src"))
    (when (file-directory-p root)
      (dolist (folder (directory-files root t "\\`[a-z]"))
        (add-to-list 'load-path folder)))))
(require 'eglot)

(defun say (name text)
  (princ (format "%s: %s\n" name (replace-regexp-in-string "\n" " " (format "%s" text)))))
(defun wait-for (seconds is-so)
  (let ((end (+ (float-time) seconds)))
    (while (and (not (funcall is-so)) (< (float-time) end))
      (accept-process-output nil 0.05))
    (funcall is-so)))

;; what a user writes into the init file
(define-derived-mode fyml-mode prog-mode "f.yml")
(add-to-list 'auto-mode-alist '("/f\\.ya?ml\\'" . fyml-mode))
(add-to-list 'eglot-server-programs `(fyml-mode . (,(getenv "FYML_SERVER") "server")))

(setq eglot-sync-connect 20 eglot-autoshutdown t eglot-events-buffer-size 0)
(find-file (getenv "FYML_FILE"))
(apply #'eglot (eglot--guess-contact))
(wait-for 20 #'eglot-managed-p)
(flymake-mode 1)
(flymake-start)
(wait-for 20 #'flymake-diagnostics)
(dolist (diagnostic (flymake-diagnostics))
  (say "diagnostic" (format "%s line %s" (flymake-diagnostic-text diagnostic)
                            (line-number-at-pos (flymake-diagnostic-beg diagnostic)))))

(let ((server (eglot-current-server)))
  (goto-char (point-min))
  (search-forward "runtime: nod")
  (say "hover" (jsonrpc-request server :textDocument/hover (eglot--TextDocumentPositionParams)))
  (let ((found (run-hook-with-args-until-success 'completion-at-point-functions)))
    (dolist (item (all-completions "" (nth 2 found)))
      (say "completion" (substring-no-properties item))))
  ;; an action of the run kind stands where others have lenses
  (let ((actions (append (jsonrpc-request
                          server :textDocument/codeAction
                          (list :textDocument (eglot--TextDocumentIdentifier)
                                :range (list :start (eglot--pos-to-lsp-position)
                                             :end (eglot--pos-to-lsp-position))
                                :context '(:diagnostics [])))
                         nil)))
    (dolist (action actions)
      (say "action" (plist-get action :title)))
    (let ((repair (cl-find-if (lambda (action) (plist-get action :edit)) actions)))
      (when repair (eglot--apply-workspace-edit (plist-get repair :edit)))))
  (say "after the action" (buffer-substring (line-beginning-position) (line-end-position)))
  (save-buffer)
  (let ((jsonrpc-default-request-timeout 120))
    (say "result" (jsonrpc-request server :workspace/executeCommand
                                   '(:command "fyml.invoke" :arguments [(:function "tick")])
                                   :timeout 120)))
  (say "result" (condition-case failure
                    (jsonrpc-request server :workspace/executeCommand
                                     '(:command "fyml.invoke" :arguments [(:function "nope")])
                                     :timeout 120)
                  (error failure)))
  (set-buffer-modified-p nil)
  (eglot-shutdown server))
(kill-emacs 0)
