import Foundation

/// A web server on the loopback interface, at a port of the kernel's choice, that serves a folder and some bad answers.
final class StandIn {
  private let folder: TemporaryFolder
  private let logged: TemporaryFolder
  private let process: pid_t
  let address: String
  var path: String { folder.path }

  init() throws {
    folder = try TemporaryFolder()
    logged = try TemporaryFolder()
    let port = logged.path + "/port"
    process = try Program.spawn(
      "python3", ["-c", StandIn.script, folder.path, port, logged.path + "/log"]
    ) { actions in
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    }
    let end = Date().addingTimeInterval(30)
    while !FileManager.default.fileExists(atPath: port), Date() < end { usleep(10_000) }
    address = "http://127.0.0.1:" + ((try? String(contentsOfFile: port, encoding: .utf8)) ?? "")
  }

  deinit {
    kill(process, SIGKILL)
    var state: Int32 = 0
    waitpid(process, &state, 0)
  }

  func put(_ text: String, _ name: String, modified: Date? = nil) throws {
    try folder.put(text, name)
    if let modified {
      try FileManager.default.setAttributes([.modificationDate: modified], ofItemAtPath: path + "/" + name)
    }
  }

  /// The statuses that were answered, each with a blank behind it.
  func log() throws -> String { (try? String(contentsOfFile: logged.path + "/log", encoding: .utf8)) ?? "" }

  /// What was posted last: the path, the headers in lower case, and the body; nil: nothing was.
  func posted() throws -> (path: String, headers: [String: String], body: String)? {
    guard let data = FileManager.default.contents(atPath: logged.path + "/posted"),
      let told = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    else { return nil }
    return (
      told["path"] as? String ?? "", told["headers"] as? [String: String] ?? [:], told["body"] as? String ?? ""
    )
  }

  private static let script = #"""
    import http.server, json, os, sys

    folder, port, log = sys.argv[1:]
    os.chdir(folder)
    bodies = {
        "/page": (200, b"<!DOCTYPE html><title>Sign in</title>"),
        "/marked-page": (200, b"\xef\xbb\xbf\r\n  <html>"),
        "/empty": (200, b""),
        "/blank": (200, b" \r\n"),
        "/failing": (500, b"{}"),
        "/created": (201, b"{}"),
    }


    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self):
            if self.path in bodies:
                status, body = bodies[self.path]
                self.answer(status, len(body), body)
            elif self.path == "/torn":
                self.answer(200, 1000, b'{"schema":')
            elif self.path == "/slow":
                self.answer(200, 1000, b"{")
                # Until the client has left.
                self.connection.recv(1)
            elif self.path == "/large":
                self.answer(200, 1 << 28, b"{")
            else:
                super().do_GET()

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            headers = {name.lower(): value for name, value in self.headers.items()}
            with open(os.path.dirname(log) + "/posted", "w") as file:
                json.dump({"path": self.path, "headers": headers, "body": body}, file)
            status = 403 if self.path == "/forbidden" else 200
            self.answer(status, 2, b"{}")

        def answer(self, status, length, body):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()

        def log_request(self, code="-", size="-"):
            with open(log, "a") as file:
                file.write(f"{int(code)} ")


    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    with open(port + ".part", "w") as file:
        file.write(str(server.server_address[1]))
    os.replace(port + ".part", port)
    server.serve_forever()
    """#
}
