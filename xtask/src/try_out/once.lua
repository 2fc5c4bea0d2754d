-- Waits until the file that is open shows problems and lenses, says how many, and ends; without them, with an error.
local function is_shown()
  return #vim.diagnostic.get(0) > 0 and #vim.lsp.codelens.get(0) > 0
end
local is_so = vim.wait(60000, is_shown, 100)
io.stdout:write(('Neovim shows problems: %d, lenses: %d\n'):format(#vim.diagnostic.get(0), #vim.lsp.codelens.get(0)))
if vim.v.errmsg ~= '' then
  io.stdout:write('Neovim says: ' .. vim.v.errmsg .. '\n')
end
vim.cmd(is_so and vim.v.errmsg == '' and 'qa!' or 'cq')
