// A server by grpc-go, as Talos's own is one, that does with a call what its method says. Prints one line of JSON with
// its port and certificate, and then one line for each call that it saw end early.
package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"os"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/status"
)

const maxMessageBytes = 32 << 20

// rawCodec leaves messages as they are.
type rawCodec struct{}

func (rawCodec) Marshal(message any) ([]byte, error) { return *message.(*[]byte), nil }
func (rawCodec) Unmarshal(data []byte, message any) error {
	*message.(*[]byte) = append([]byte{}, data...)

	return nil
}
func (rawCodec) Name() string { return "proto" }

// restart is asked for when the server is to go, politely, and come again at the same port.
var restart = make(chan struct{})

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fail(err)
	}

	certificate, text, err := selfSigned()
	if err != nil {
		fail(err)
	}

	address := listener.Addr().(*net.TCPAddr)
	line, _ := json.Marshal(map[string]any{"port": address.Port, "certificate": text}) //nolint:errchkjson // two plain values
	fmt.Println(string(line))

	go func() {
		io.Copy(io.Discard, os.Stdin) //nolint:errcheck // its end is the end
		os.Exit(0)
	}()

	for {
		server := grpc.NewServer(
			grpc.Creds(credentials.NewServerTLSFromCert(certificate)),
			grpc.ForceServerCodec(rawCodec{}),
			grpc.UnknownServiceHandler(answer),
			grpc.MaxRecvMsgSize(maxMessageBytes),
			grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: 10 * time.Millisecond}),
		)

		go func() {
			<-restart
			server.GracefulStop()
		}()

		if err := server.Serve(listener); err != nil {
			fail(err)
		}

		if listener, err = net.Listen("tcp", address.String()); err != nil {
			fail(err)
		}
	}
}

func answer(_ any, stream grpc.ServerStream) error {
	method, _ := grpc.MethodFromServerStream(stream)

	switch method {
	case "/test/Each":
		return echo(stream)
	case "/test/Refuse":
		return status.Error(codes.InvalidArgument, "100 % für nichts\n…")
	case "/test/Break":
		return broken(stream)
	case "/test/Wait":
		return wait(stream)
	case "/test/Restart":
		restart <- struct{}{}

		time.Sleep(50 * time.Millisecond)

		return echo(stream)
	default:
		return status.Errorf(codes.Unimplemented, "no method %q", method)
	}
}

func echo(stream grpc.ServerStream) error {
	for {
		var message []byte
		if err := stream.RecvMsg(&message); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}

		if err := stream.SendMsg(&message); err != nil {
			return err
		}
	}
}

func broken(stream grpc.ServerStream) error {
	if err := echo(stream); err != nil {
		return err
	}

	return status.Error(codes.DataLoss, "half of it")
}

// wait tells how much time there is, and then what ended it.
func wait(stream grpc.ServerStream) error {
	deadline, _ := stream.Context().Deadline()
	message := []byte(time.Until(deadline).Round(time.Second).String())

	if err := stream.SendMsg(&message); err != nil {
		return err
	}

	<-stream.Context().Done()

	if errors.Is(stream.Context().Err(), context.Canceled) {
		fmt.Println("cancelled")
	} else {
		fmt.Println("expired")
	}

	return stream.Context().Err()
}

func selfSigned() (*tls.Certificate, string, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, "", err
	}

	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(time.Hour),
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1)},
	}

	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, "", err
	}

	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})

	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, string(text), nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
