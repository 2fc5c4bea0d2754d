;;; Opens FYML_FILE in Emacs with lsp-mode and the server FYML_SERVER, and prints what the user would see.
;;; emacs -Q --batch -l lsp-mode.el
(require 'cl-lib)
(setq debug-on-error nil create-lockfiles nil make-backup-files nil)
;; Debian keeps packages here
(dolist (root '("/usr/share/emacs/site-lisp/elpa-src" "/usr/share/emacs/site-lisp/elpa"))
  (when (file-directory-p root)
    (dolist (folder (directory-files root t "\\`[a-z]"))
      (add-to-list 'load-path folder))))
(require 'lsp-mode)
(require 'lsp-diagnostics)
(require 'flymake)

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
(add-to-list 'lsp-language-id-configuration '(fyml-mode . "yaml"))
(lsp-register-client
 (make-lsp-client :new-connection (lsp-stdio-connection (list (getenv "FYML_SERVER") "server"))
                  :activation-fn (lambda (_file mode) (eq mode 'fyml-mode))
                  :server-id 'fyml))

(setq lsp-auto-guess-root t lsp-guess-root-without-session t lsp-session-file (expand-file-name ".lsp" (getenv "HOME"))
      lsp-enable-file-watchers nil lsp-restart 'ignore lsp-diagnostics-provider :flymake lsp-keep-workspace-alive nil
      lsp-response-timeout 120)
(find-file (getenv "FYML_FILE"))
(lsp)
(wait-for 20 (lambda () (and lsp--buffer-workspaces
                             (eq 'initialized (lsp--workspace-status (car lsp--buffer-workspaces))))))
(wait-for 20 (lambda () (> (hash-table-count (lsp-diagnostics)) 0)))
(maphash (lambda (_file diagnostics)
           (dolist (diagnostic (append diagnostics nil))
             (say "diagnostic" (format "%s line %s" (lsp:diagnostic-code? diagnostic)
                                       (1+ (lsp:position-line (lsp:range-start (lsp:diagnostic-range diagnostic))))))))
         (lsp-diagnostics))
(goto-char (point-min))
(search-forward "runtime: nod")
(say "hover" (lsp--render-on-hover-content
              (lsp:hover-contents (lsp-request "textDocument/hover" (lsp--text-document-position-params))) t))
(dolist (lens (append (lsp-request "textDocument/codeLens" (list :textDocument (lsp--text-document-identifier))) nil))
  (let ((command (lsp:code-lens-command? lens)))
    (say "lens" (if command (lsp:command-title command) "unresolved"))))
(dolist (action (lsp-code-actions-at-point))
  (say "action" (lsp:code-action-title action)))
(let ((repair (cl-find-if #'lsp:code-action-edit? (lsp-code-actions-at-point))))
  (when repair (lsp-execute-code-action repair)))
(say "after the action" (buffer-substring (line-beginning-position) (line-end-position)))
(save-buffer)
(say "result" (json-encode (lsp-workspace-command-execute "fyml.invoke" [(:function "tick")])))
(set-buffer-modified-p nil)
(kill-emacs 0)
