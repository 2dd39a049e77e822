#!/usr/bin/env bash
# The step of action.yml that weighs. Inputs arrive as variables and become single arguments, so no text of a workflow is read as a command.
# Writes verdict, exit code and report path to GITHUB_OUTPUT and ends with weighbridge's own exit code.
set -uo pipefail

folder=${INPUT_REPORT:-weighbridge-report}
arguments=(verify --report github --out "$folder/report.html" --out "$folder/report.json" --out "$folder/report.xml")

# An option for each line of a value; empty lines are no value.
each_line() {
  local option=$1 line
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    [ -z "${line//[[:space:]]/}" ] || arguments+=(${option:+"$option"} "$line")
  done <<<"$2"
}

each_line --expect "${INPUT_EXPECT:-}"
each_line --routes "${INPUT_ROUTES:-}"
each_line --config "${INPUT_CONFIG:-}"
each_line --tolerance "${INPUT_TOLERANCE:-}"
each_line --requests "${INPUT_REQUESTS:-}"
each_line '' "${INPUT_ARGS:-}"
if [ -n "${INPUT_TARGET:-}" ]; then arguments+=(-- "$INPUT_TARGET"); fi

mkdir -p "$folder" || exit 2
# A report of an earlier run must not be taken for one of this run.
rm -f "$folder"/report.{html,json,xml}

# The Node that weighbridge is pinned to came with its packages; the runner's own may be older.
export PATH=$ACTION_PATH/node_modules/.bin:$PATH
node "$ACTION_PATH/harness/bin.js" "${arguments[@]}"
code=$?

verdict=
if [ -f "$folder/report.json" ]; then
  verdict=$(node -p 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8")).verdict' "$folder/report.json")
fi
{
  echo "verdict=$verdict"
  echo "exit-code=$code"
  echo "report=$folder/report.html"
} >>"${GITHUB_OUTPUT:-/dev/stdout}"
exit "$code"
