" Opens FYML_FILE in Vim with ALE and the server FYML_SERVER, and prints what the user would see.
" vim -es -u NONE -i NONE -S ale.vim
set nocompatible nomore
set runtimepath^=/usr/share/vim-ale
filetype plugin on
runtime plugin/ale.vim

function! Say(name, text)
  call writefile([a:name . ': ' . substitute(a:text, '\n', ' ', 'g')], '/dev/stdout', 'a')
endfunction
function! WaitFor(seconds, Is_so)
  let end = localtime() + a:seconds
  while !a:Is_so() && localtime() < end
    sleep 50m
  endwhile
endfunction

" what a user writes into the configuration
call ale#linter#Define('yaml', {
\   'name': 'fyml',
\   'lsp': 'stdio',
\   'executable': $FYML_SERVER,
\   'command': '%e server',
\   'project_root': {buffer -> fnamemodify(bufname(buffer), ':p:h')},
\})
let g:ale_linters = {'yaml': ['fyml']}

execute 'edit ' . fnameescape($FYML_FILE)
set filetype=yaml
call ale#Queue(0)
call WaitFor(20, {-> !empty(ale#engine#GetLoclist(bufnr('')))})
for problem in ale#engine#GetLoclist(bufnr(''))
  call Say('diagnostic', get(problem, 'code', '') . ' line ' . problem.lnum . ' ' . problem.text)
endfor

call search('runtime: nod')
let g:ale_hover_to_preview = 1
ALEHover
function! Previews()
  return filter(getwininfo(), {_, window -> getwinvar(window.winnr, '&previewwindow')})
endfunction
call WaitFor(20, {-> !empty(Previews())})
for window in Previews()
  call Say('hover', join(getbufline(window.bufnr, 1, '$')))
endfor
qall!
