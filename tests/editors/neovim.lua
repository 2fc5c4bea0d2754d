-- Opens FYML_FILE in Neovim with the server FYML_SERVER, as a user would, and prints what the user would see.
-- nvim --headless -u NONE -c 'luafile neovim.lua'
local function say(name, text)
  io.stdout:write(name .. ': ' .. (tostring(text):gsub('\n', ' ')) .. '\n')
end
local function wait(seconds, is_so)
  return vim.wait(seconds * 1000, is_so, 50)
end

local ok, err = pcall(function()
  local file = os.getenv('FYML_FILE')
  vim.cmd('edit ' .. vim.fn.fnameescape(file))
  local shown = {}
  local config = {
    name = 'fyml',
    cmd = { os.getenv('FYML_SERVER'), 'server' },
    root_dir = vim.fn.fnamemodify(file, ':h'),
    handlers = { ['window/showMessage'] = function(_, result) table.insert(shown, result.message) end },
  }
  -- newer than 0.7: vim.lsp.start
  local id
  if vim.lsp.start then
    id = vim.lsp.start(config)
  else
    id = vim.lsp.start_client(config)
    vim.lsp.buf_attach_client(0, id)
  end
  wait(20, function() local client = vim.lsp.get_client_by_id(id) return client and client.initialized end)

  wait(20, function() return #vim.diagnostic.get(0) > 0 end)
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    say('diagnostic', diagnostic.code .. ' line ' .. diagnostic.lnum + 1)
  end

  local document = { uri = vim.uri_from_bufnr(0) }
  local function ask(method, params)
    params.textDocument = document
    for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 20000) or {}) do
      if answer.result then return answer.result end
      say('error', vim.inspect(answer.error or answer.err))
    end
    return {}
  end
  local runtime = vim.fn.search('runtime:', 'nw') - 1
  local at = { line = runtime, character = 4 }
  local hover = ask('textDocument/hover', { position = at })
  say('hover', hover.contents and hover.contents.value or 'nothing')
  local items = ask('textDocument/completion', { position = { line = runtime, character = 11 } })
  for _, item in ipairs(items.items or items) do say('completion', item.label) end
  local actions = ask('textDocument/codeAction', {
    range = { start = { line = runtime, character = 12 }, ['end'] = { line = runtime, character = 12 } },
    context = { diagnostics = {} },
  })
  for _, action in ipairs(actions) do
    say('action', action.title)
    if action.edit then
      local client = vim.lsp.get_client_by_id(id)
      vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
      break
    end
  end
  say('after the action', vim.fn.getline(runtime + 1))
  vim.cmd('write')

  -- the way a user runs a lens: the cursor on its line
  vim.lsp.codelens.refresh()
  wait(20, function() return #vim.lsp.codelens.get(0) > 0 end)
  for _, lens in ipairs(vim.lsp.codelens.get(0)) do say('lens', lens.command.title) end
  vim.api.nvim_win_set_cursor(0, { vim.fn.search('tick:', 'nw'), 2 })
  vim.lsp.codelens.run()
  wait(120, function() return #shown > 0 end)
  for _, message in ipairs(shown) do say('message', message) end

  vim.lsp.stop_client(id)
  wait(5, function() return vim.lsp.get_client_by_id(id) == nil end)
end)
if not ok then say('failed', err) end
vim.cmd(ok and 'qa!' or 'cq!')
