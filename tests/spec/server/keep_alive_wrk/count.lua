-- Counts the answers and those that are not what the server says, and prints both with the errors
-- that wrk itself met: "answers wrong connect read write status timeout".
local threads = {}
answers, wrong = 0, 0

function setup(thread)
  table.insert(threads, thread)
end

function response(status, headers, body)
  answers = answers + 1
  if status ~= 200 or body ~= "Hello from inside the walls.\n" then wrong = wrong + 1 end
end

function done(summary)
  local all, bad = 0, 0
  for _, thread in ipairs(threads) do
    all, bad = all + thread:get("answers"), bad + thread:get("wrong")
  end
  local errors = summary.errors
  print(all, bad, errors.connect, errors.read, errors.write, errors.status, errors.timeout)
end
