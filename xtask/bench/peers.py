"""What a program takes: processor seconds and peak memory, printed on standard error.

    peers.py run COMMAND...            any command
    peers.py convert CSV PARQUET       DuckDB: one CSV file to one Parquet file
    peers.py weekly FOLDER             DuckDB: sums by series and week over Parquet files
"""

import resource
import subprocess
import sys


def report(who):
    used = resource.getrusage(who)
    print(f"cpu_seconds={used.ru_utime + used.ru_stime:.3f}", file=sys.stderr)
    print(f"peak_megabytes={used.ru_maxrss / 1024:.0f}", file=sys.stderr)


def main():
    what, *rest = sys.argv[1:]
    if what == "run":
        subprocess.run(rest, check=True, stdout=subprocess.DEVNULL)
        report(resource.RUSAGE_CHILDREN)
        return
    import duckdb

    database = duckdb.connect()
    if what == "convert":
        csv, parquet = rest
        database.execute(
            f"COPY (SELECT * FROM read_csv('{csv}')) TO '{parquet}' (FORMAT parquet)"
        )
    elif what == "weekly":
        (folder,) = rest
        database.execute(
            "SELECT indicator, substances, place, unit, period_start, sum(value) "
            f"FROM read_parquet('{folder}/*.parquet') GROUP BY ALL"
        ).fetchmany(1)
    else:
        sys.exit(f"no such work: {what}")
    report(resource.RUSAGE_SELF)


main()
